package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Statement.Block;
import fatbuildr.jinja.syntax.Statement.Branch;
import fatbuildr.jinja.syntax.Statement.Target;
import fatbuildr.jinja.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Parses statements; a whole template is one list of them. */
final class StatementParser {
    private final TokenStream stream;
    private final NameUses uses = new NameUses();
    private final ExpressionParser expressions;
    private final TargetParser targets;
    private final MacroParser macros;
    private final ImportParser imports;
    private final Map<String, Block> blocks = new LinkedHashMap<>();

    private StatementParser(TokenStream stream, Dialect dialect) {
        this.stream = stream;
        this.expressions = new ExpressionParser(stream, dialect, uses);
        this.targets = new TargetParser(stream);
        this.macros = new MacroParser(stream, expressions, this, uses);
        this.imports = new ImportParser(stream, expressions);
    }

    static ParsedTemplate parse(String source, Dialect dialect) {
        TokenStream stream = new TokenStream(Lexer.tokens(dialect, source));
        StatementParser parser = new StatementParser(stream, dialect);
        List<Statement> body = parser.statements(Set.of());
        return new ParsedTemplate(body, Map.copyOf(parser.blocks));
    }

    /** Statements up to a tag named by {@code ends}, which stays current; up to the end of source when there are none. */
    private List<Statement> statements(Set<String> ends) {
        stream.enter();
        List<Statement> body = new ArrayList<>();
        while (true) {
            Token token = stream.next();
            switch (token.kind()) {
                case DATA -> body.add(new Statement.Text(token.line(), token.text()));
                case VARIABLE_BEGIN -> {
                    body.add(new Statement.Output(token.line(), expressions.tuple(true, Set.of())));
                    stream.expect(Kind.VARIABLE_END);
                }
                case BLOCK_BEGIN -> {
                    if (stream.current().is(Kind.NAME)
                            && ends.contains(stream.current().text())) {
                        stream.leave();
                        return List.copyOf(body);
                    }
                    body.add(statement());
                    stream.expect(Kind.BLOCK_END);
                }
                case END -> {
                    if (!ends.isEmpty()) {
                        throw new SyntaxException(
                                token.line(),
                                "unexpected end of template, missing '" + String.join("' or '", new TreeSet<>(ends))
                                        + "'");
                    }
                    stream.leave();
                    return List.copyOf(body);
                }
                case NAME, STRING, INTEGER, FLOAT, OPERATOR, BLOCK_END, VARIABLE_END ->
                    throw new IllegalStateException("token outside a tag: " + token);
            }
        }
    }

    /** The body of the tag just read, up to one of {@code ends}. */
    private List<Statement> body(Set<String> ends) {
        stream.skipOperator(":");
        stream.expect(Kind.BLOCK_END);
        return statements(ends);
    }

    /** The body of the tag just read, and its end tag. */
    List<Statement> bodyUntil(String end) {
        List<Statement> body = body(Set.of(end));
        stream.next();
        return body;
    }

    private Statement statement() {
        int line = stream.line();
        if (!stream.current().is(Kind.NAME)) {
            throw stream.fail("tag name expected");
        }
        String tag = stream.next().text();
        return switch (tag) {
            case "for" -> loop(line);
            case "if" -> expressions.primary().soft(() -> condition(line));
            case "set" -> assignment(line);
            case "with" -> with(line);
            case "block" -> block(line);
            case "macro" -> macros.macro(line);
            case "call" -> macros.callBlock(line);
            case "filter" ->
                new Statement.FilterBlock(line, expressions.primary().blockFilter(true), bodyUntil("endfilter"));
            case "autoescape" -> new Statement.Autoescape(line, expressions.expression(), bodyUntil("endautoescape"));
            case "print" -> print(line);
            case "extends" -> new Statement.Extends(line, expressions.expression());
            case "include" -> imports.include(line);
            case "import" -> imports.importAs(line);
            case "from" -> imports.fromImport(line);
            default -> throw new SyntaxException(line, "Encountered unknown tag '" + tag + "'.");
        };
    }

    private Statement print(int line) {
        List<Expression> items = new ArrayList<>();
        while (!stream.current().is(Kind.BLOCK_END)) {
            if (!items.isEmpty()) {
                stream.expectOperator(",");
            }
            items.add(expressions.expression());
        }
        return new Statement.Output(line, new Expression.Concatenation(line, List.copyOf(items)));
    }

    private Statement loop(int line) {
        Target target = targets.target();
        if (TargetParser.names(target).contains("loop")) {
            throw new SyntaxException(line, "Can't assign to special loop variable in for-loop target");
        }
        stream.expectName("in");
        Expression items = expressions.tuple(false, Set.of("recursive"));
        Expression condition = stream.skipName("if") ? expressions.expression() : null;
        boolean recursive = stream.skipName("recursive");
        List<Statement> body = body(Set.of("endfor", "else"));
        List<Statement> otherwise = List.of();
        if (stream.next().text().equals("else")) {
            otherwise = bodyUntil("endfor");
        }
        return new Statement.For(line, target, items, condition, recursive, body, otherwise);
    }

    private Statement condition(int line) {
        List<Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String end = "elif";
        while (end.equals("elif")) {
            Expression test = expressions.tuple(false, Set.of());
            branches.add(new Branch(test, body(Set.of("elif", "else", "endif"))));
            end = stream.next().text();
        }
        if (end.equals("else")) {
            otherwise = bodyUntil("endif");
        }
        return new Statement.If(line, List.copyOf(branches), otherwise);
    }

    private Statement assignment(int line) {
        Target target = targets.targetOrMember();
        if (stream.skipOperator("=")) {
            return new Statement.Set(line, target, expressions.tuple(true, Set.of()));
        }
        Expression filter =
                stream.current().isOperator("|") ? expressions.primary().blockFilter(false) : null;
        return new Statement.SetBlock(line, target, filter, bodyUntil("endset"));
    }

    private Statement with(int line) {
        List<Statement.Binding> bindings = new ArrayList<>();
        while (!stream.current().is(Kind.BLOCK_END)) {
            if (!bindings.isEmpty()) {
                stream.expectOperator(",");
            }
            Target target = targets.target();
            stream.expectOperator("=");
            bindings.add(new Statement.Binding(target, expressions.expression()));
        }
        return new Statement.With(line, List.copyOf(bindings), bodyUntil("endwith"));
    }

    private Statement block(int line) {
        String name = stream.expectName();
        boolean scoped = stream.skipName("scoped");
        boolean required = stream.skipName("required");
        if (stream.current().isOperator("-")) {
            throw stream.fail("Block names may not contain hyphens, use an underscore instead.");
        }
        List<Statement> body = bodyUntil("endblock");
        if (required && !body.stream().allMatch(StatementParser::isBlank)) {
            throw new SyntaxException(line, "Required blocks can only contain comments or whitespace");
        }
        stream.skipName(name);
        Block block = new Block(line, name, scoped, required, body);
        if (blocks.put(name, block) != null) {
            throw new SyntaxException(line, "block '" + name + "' defined twice");
        }
        return block;
    }

    private static boolean isBlank(Statement statement) {
        return statement instanceof Statement.Text text && text.text().isBlank();
    }
}
