package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Statement.Alias;
import java.util.ArrayList;
import java.util.List;

/** Parses the statements that use other templates. */
final class ImportParser {
    private final TokenStream stream;
    private final ExpressionParser expressions;
    private final TargetParser targets;

    ImportParser(TokenStream stream, ExpressionParser expressions) {
        this.stream = stream;
        this.expressions = expressions;
        this.targets = new TargetParser(stream);
    }

    Statement include(int line) {
        Expression template = expressions.expression();
        boolean ignoreMissing =
                stream.current().isName("ignore") && stream.ahead().isName("missing");
        if (ignoreMissing) {
            stream.next();
            stream.next();
        }
        return new Statement.Include(line, template, ignoreMissing, context(true));
    }

    Statement importAs(int line) {
        Expression template = expressions.expression();
        stream.expectName("as");
        String target = targets.assignable();
        return new Statement.Import(line, template, target, context(false));
    }

    Statement fromImport(int line) {
        Expression template = expressions.expression();
        stream.expectName("import");
        List<Alias> names = new ArrayList<>();
        while (!atContext()) {
            names.add(alias());
            if (atContext() || !stream.skipOperator(",")) {
                break;
            }
        }
        return new Statement.FromImport(line, template, List.copyOf(names), context(false));
    }

    private Alias alias() {
        String name = targets.assignable();
        if (name.startsWith("_")) {
            throw stream.fail("names starting with an underline can not be imported");
        }
        return new Alias(name, stream.skipName("as") ? targets.assignable() : name);
    }

    private boolean atContext() {
        boolean with = stream.current().isName("with") || stream.current().isName("without");
        return with && stream.ahead().isName("context");
    }

    private boolean context(boolean byDefault) {
        if (!atContext()) {
            return byDefault;
        }
        boolean with = stream.next().text().equals("with");
        stream.next();
        return with;
    }
}
