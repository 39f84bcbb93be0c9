package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Expression.CallArguments;
import fatbuildr.jinja.syntax.Expression.Keyword;
import fatbuildr.jinja.syntax.Expression.Pair;
import fatbuildr.jinja.syntax.Token.Kind;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses names, literals, and what may follow them: attributes, items, calls, filters and tests. */
final class PrimaryParser {
    private final TokenStream stream;
    private final ExpressionParser expressions;
    private final Dialect dialect;
    private final NameUses uses;
    private int softDepth;

    PrimaryParser(TokenStream stream, ExpressionParser expressions, Dialect dialect, NameUses uses) {
        this.stream = stream;
        this.expressions = expressions;
        this.dialect = dialect;
        this.uses = uses;
    }

    /** Parses a part that may never be evaluated: unknown filters and tests there fail only when reached. */
    <T> T soft(Supplier<T> parser) {
        softDepth++;
        T parsed = parser.get();
        softDepth--;
        return parsed;
    }

    Expression primary() {
        Token token = stream.current();
        return switch (token.kind()) {
            case NAME -> name(stream.next());
            case STRING -> string();
            case INTEGER, FLOAT ->
                new Expression.Literal(token.line(), stream.next().value());
            case OPERATOR ->
                switch (token.text()) {
                    case "(" -> parenthesized();
                    case "[" -> list();
                    case "{" -> dict();
                    default -> throw stream.fail("unexpected '" + token.text() + "'");
                };
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END ->
                throw stream.fail("unexpected '" + token.describe() + "'");
        };
    }

    private Expression name(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Expression.Literal(token.line(), Value.of(true));
            case "false", "False" -> new Expression.Literal(token.line(), Value.of(false));
            case "none", "None" -> new Expression.Literal(token.line(), Value.none());
            default -> {
                uses.read(token.text());
                yield new Expression.Name(token.line(), token.text());
            }
        };
    }

    private Expression string() {
        int line = stream.line();
        StringBuilder text = new StringBuilder();
        while (stream.current().is(Kind.STRING)) {
            if (stream.next().value() instanceof TextValue part) {
                text.append(part.text());
            }
        }
        return new Expression.Literal(line, Value.of(text.toString()));
    }

    private Expression parenthesized() {
        stream.expectOperator("(");
        stream.enter();
        Expression inner = expressions.tuple(true, Set.of(), true);
        stream.leave();
        stream.expectOperator(")");
        return inner;
    }

    private Expression list() {
        int line = stream.line();
        stream.expectOperator("[");
        List<Expression> items = new ArrayList<>();
        while (!stream.current().isOperator("]")) {
            if (!items.isEmpty()) {
                stream.expectOperator(",");
                if (stream.current().isOperator("]")) {
                    break;
                }
            }
            items.add(expressions.expression());
        }
        stream.expectOperator("]");
        return new Expression.ListOf(line, List.copyOf(items));
    }

    private Expression dict() {
        int line = stream.line();
        stream.expectOperator("{");
        List<Pair> pairs = new ArrayList<>();
        while (!stream.current().isOperator("}")) {
            if (!pairs.isEmpty()) {
                stream.expectOperator(",");
                if (stream.current().isOperator("}")) {
                    break;
                }
            }
            Expression key = expressions.expression();
            stream.expectOperator(":");
            pairs.add(new Pair(key, expressions.expression()));
        }
        stream.expectOperator("}");
        return new Expression.DictOf(line, List.copyOf(pairs));
    }

    Expression postfix(Expression start) {
        Expression node = start;
        for (int links = 0; ; links = expressions.chain(links)) {
            int line = stream.line();
            if (stream.skipOperator(".")) {
                node = attribute(line, node);
            } else if (stream.skipOperator("[")) {
                node = subscript(line, node);
            } else if (stream.current().isOperator("(")) {
                node = new Expression.Call(line, node, arguments());
            } else {
                return node;
            }
        }
    }

    /** Filters, tests, and calls of their results. */
    Expression filters(Expression start) {
        Expression node = start;
        for (int links = 0; ; links = expressions.chain(links)) {
            int line = stream.line();
            if (stream.skipOperator("|")) {
                node = filter(line, node);
            } else if (stream.skipName("is")) {
                node = test(line, node);
            } else if (stream.current().isOperator("(")) {
                node = new Expression.Call(line, node, arguments());
            } else {
                return node;
            }
        }
    }

    private Expression attribute(int line, Expression target) {
        Token token = stream.next();
        return switch (token.kind()) {
            case NAME -> new Expression.Attribute(line, target, token.text());
            case INTEGER -> new Expression.Item(line, target, new Expression.Literal(line, token.value()));
            case STRING, FLOAT, OPERATOR, DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END ->
                throw new SyntaxException(line, "expected name or number");
        };
    }

    private Expression subscript(int line, Expression target) {
        stream.enter();
        Expression result;
        Expression start = stream.current().isOperator(":") ? null : expressions.expression();
        if (stream.current().isOperator(":")) {
            result = slice(line, target, start);
        } else if (start != null && stream.current().isOperator(",")) {
            List<Expression> items = new ArrayList<>(List.of(start));
            while (stream.skipOperator(",")) {
                items.add(expressions.expression());
            }
            result = new Expression.Item(line, target, new Expression.TupleOf(line, List.copyOf(items)));
        } else if (start != null) {
            result = new Expression.Item(line, target, start);
        } else {
            throw stream.fail("expected subscript expression");
        }
        stream.leave();
        stream.expectOperator("]");
        return result;
    }

    private Expression slice(int line, Expression target, @Nullable Expression start) {
        stream.expectOperator(":");
        Expression stop = endsSlicePart() ? null : expressions.expression();
        Expression step = null;
        if (stream.skipOperator(":") && !endsSlicePart()) {
            step = expressions.expression();
        }
        return new Expression.Slice(line, target, start, stop, step);
    }

    private boolean endsSlicePart() {
        return stream.current().isOperator(":") || stream.current().isOperator("]");
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(stream.expectName());
        while (stream.skipOperator(".")) {
            name.append('.').append(stream.expectName());
        }
        return name.toString();
    }

    /** A chain of filters without input, for blocks; the first name comes without the bar when {@code inline}. */
    Expression blockFilter(boolean inline) {
        Expression node = null;
        boolean first = inline;
        int links = 0;
        while (first || stream.skipOperator("|")) {
            first = false;
            node = filter(stream.line(), node);
            links = expressions.chain(links);
        }
        if (node == null) {
            throw stream.fail("expected a filter");
        }
        return node;
    }

    private Expression filter(int line, @Nullable Expression input) {
        String name = dottedName();
        if (softDepth == 0 && !dialect.filters().test(name)) {
            throw new SyntaxException(line, "No filter named '" + name + "'.");
        }
        CallArguments arguments = stream.current().isOperator("(") ? arguments() : CallArguments.NONE;
        return new Expression.Filtered(line, input, name, arguments);
    }

    private Expression test(int line, Expression input) {
        boolean negated = stream.skipName("not");
        String name = dottedName();
        if (softDepth == 0 && !dialect.tests().test(name)) {
            throw new SyntaxException(line, "No test named '" + name + "'.");
        }
        CallArguments arguments = CallArguments.NONE;
        if (stream.current().isOperator("(")) {
            arguments = arguments();
        } else if (startsTestArgument(stream.current())) {
            if (stream.current().isName("is")) {
                throw stream.fail("You cannot chain multiple tests with is");
            }
            Expression argument = postfix(primary());
            arguments = new CallArguments(List.of(argument), List.of(), null, null);
        }
        Expression tested = new Expression.Tested(line, input, name, arguments);
        return negated ? new Expression.Not(line, tested) : tested;
    }

    private static boolean startsTestArgument(Token token) {
        return switch (token.kind()) {
            case NAME -> !Set.of("else", "or", "and").contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> false;
        };
    }

    CallArguments arguments() {
        stream.expectOperator("(");
        stream.enter();
        List<Expression> positional = new ArrayList<>();
        List<Keyword> named = new ArrayList<>();
        Expression spread = null;
        Expression namedSpread = null;
        boolean first = true;
        while (!stream.current().isOperator(")")) {
            if (!first) {
                stream.expectOperator(",");
                if (stream.current().isOperator(")")) {
                    break;
                }
            }
            first = false;
            boolean ordered;
            if (stream.skipOperator("*")) {
                ordered = spread == null && namedSpread == null;
                spread = expressions.expression();
            } else if (stream.skipOperator("**")) {
                ordered = namedSpread == null;
                namedSpread = expressions.expression();
            } else if (stream.current().is(Kind.NAME) && stream.ahead().isOperator("=")) {
                ordered = namedSpread == null;
                String name = stream.expectName();
                stream.next();
                named.add(new Keyword(name, expressions.expression()));
            } else {
                ordered = spread == null && namedSpread == null && named.isEmpty();
                positional.add(expressions.expression());
            }
            if (!ordered) {
                throw stream.fail("invalid syntax for function call expression");
            }
        }
        stream.leave();
        stream.expectOperator(")");
        return new CallArguments(List.copyOf(positional), List.copyOf(named), spread, namedSpread);
    }
}
