package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Statement.Parameter;
import fatbuildr.jinja.syntax.Statement.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses macros and call blocks. */
final class MacroParser {
    private final TokenStream stream;
    private final ExpressionParser expressions;
    private final StatementParser statements;
    private final NameUses uses;
    private final TargetParser targets;

    MacroParser(TokenStream stream, ExpressionParser expressions, StatementParser statements, NameUses uses) {
        this.stream = stream;
        this.expressions = expressions;
        this.statements = statements;
        this.uses = uses;
        this.targets = new TargetParser(stream);
    }

    Statement macro(int line) {
        String name = targets.assignable();
        List<Parameter> parameters = parameters();
        Set<String> names = new HashSet<>();
        List<Statement> body = uses.collect(names, () -> statements.bodyUntil("endmacro"));
        return new Statement.Macro(line, name, signature(line, parameters, names), body);
    }

    Statement callBlock(int line) {
        List<Parameter> parameters = stream.current().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw new SyntaxException(line, "expected call");
        }
        Set<String> names = new HashSet<>();
        List<Statement> body = uses.collect(names, () -> statements.bodyUntil("endcall"));
        return new Statement.CallBlock(line, call, signature(line, parameters, names), body);
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        stream.expectOperator("(");
        while (!stream.current().isOperator(")")) {
            if (!parameters.isEmpty()) {
                stream.expectOperator(",");
            }
            String name = targets.assignable();
            if (stream.skipOperator("=")) {
                parameters.add(new Parameter(name, Optional.of(expressions.expression())));
            } else if (parameters.stream().anyMatch(p -> p.byDefault().isPresent())) {
                throw stream.fail("non-default argument follows default argument");
            } else {
                parameters.add(new Parameter(name, Optional.empty()));
            }
        }
        stream.expectOperator(")");
        return List.copyOf(parameters);
    }

    private static Signature signature(int line, List<Parameter> parameters, Set<String> names) {
        Set<String> declared = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!declared.add(parameter.name())) {
                throw new SyntaxException(line, "duplicate argument '" + parameter.name() + "'");
            }
            if (parameter.name().equals("caller") && parameter.byDefault().isEmpty() && names.contains("caller")) {
                throw new SyntaxException(line, "the special argument 'caller' must be omitted or have a default");
            }
        }
        return new Signature(
                parameters,
                names.contains("varargs") && !declared.contains("varargs"),
                names.contains("kwargs") && !declared.contains("kwargs"),
                names.contains("caller") || declared.contains("caller"));
    }
}
