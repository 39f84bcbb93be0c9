package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Expression.Comparand;
import fatbuildr.jinja.syntax.Expression.Operator;
import fatbuildr.jinja.syntax.Expression.Relation;
import fatbuildr.jinja.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses operators, from the weakest binding to the strongest. */
final class ExpressionParser {
    private static final int MAX_CHAIN = 200;
    private static final Map<String, Relation> RELATIONS = Map.of(
            "==", Relation.EQUAL,
            "!=", Relation.NOT_EQUAL,
            "<", Relation.LESS,
            "<=", Relation.LESS_OR_EQUAL,
            ">", Relation.GREATER,
            ">=", Relation.GREATER_OR_EQUAL);
    private static final Map<String, Operator> SUMS = Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
    private static final Map<String, Operator> PRODUCTS = Map.of(
            "*", Operator.MULTIPLY,
            "/", Operator.DIVIDE,
            "//", Operator.FLOOR_DIVIDE,
            "%", Operator.MODULO);
    private static final Map<String, Operator> POWERS = Map.of("**", Operator.POWER);

    private final TokenStream stream;
    private final PrimaryParser primary;

    ExpressionParser(TokenStream stream, Dialect dialect, NameUses uses) {
        this.stream = stream;
        this.primary = new PrimaryParser(stream, this, dialect, uses);
    }

    PrimaryParser primary() {
        return primary;
    }

    Expression expression() {
        return expression(true);
    }

    Expression expression(boolean withConditional) {
        return withConditional ? conditional() : or();
    }

    /** One expression, or a tuple when there are commas; {@code ends} are names that end it. */
    Expression tuple(boolean withConditional, Set<String> ends) {
        return tuple(withConditional, ends, false);
    }

    Expression tuple(boolean withConditional, Set<String> ends, boolean parenthesized) {
        int line = stream.line();
        List<Expression> items = new ArrayList<>();
        boolean isTuple = false;
        while (!endsTuple(ends)) {
            items.add(expression(withConditional));
            if (!stream.skipOperator(",")) {
                break;
            }
            isTuple = true;
        }
        if (!isTuple && items.size() == 1) {
            return items.getFirst();
        }
        if (items.isEmpty() && !parenthesized) {
            throw stream.fail("Expected an expression, got '" + stream.current().describe() + "'");
        }
        return new Expression.TupleOf(line, List.copyOf(items));
    }

    boolean endsTuple(Set<String> ends) {
        Token token = stream.current();
        return token.is(Kind.VARIABLE_END)
                || token.is(Kind.BLOCK_END)
                || token.isOperator(")")
                || (token.is(Kind.NAME) && ends.contains(token.text()));
    }

    private Expression conditional() {
        stream.enter();
        int line = stream.line();
        Expression expression = or();
        int links = 0;
        while (stream.skipName("if")) {
            Expression test = primary.soft(this::or);
            Expression otherwise = stream.skipName("else") ? primary.soft(this::conditional) : null;
            expression = new Expression.Conditional(line, test, expression, otherwise);
            links = chain(links);
        }
        stream.leave();
        return expression;
    }

    private Expression or() {
        int line = stream.line();
        Expression left = and();
        for (int links = 0; stream.skipName("or"); links = chain(links)) {
            left = new Expression.Or(line, left, and());
        }
        return left;
    }

    private Expression and() {
        int line = stream.line();
        Expression left = not();
        for (int links = 0; stream.skipName("and"); links = chain(links)) {
            left = new Expression.And(line, left, not());
        }
        return left;
    }

    private Expression not() {
        int line = stream.line();
        if (stream.skipName("not")) {
            stream.enter();
            Expression operand = not();
            stream.leave();
            return new Expression.Not(line, operand);
        }
        return comparison();
    }

    private Expression comparison() {
        int line = stream.line();
        Expression first = sum();
        List<Comparand> rest = new ArrayList<>();
        for (Relation relation = relation(); relation != null; relation = relation()) {
            rest.add(new Comparand(relation, sum()));
        }
        return rest.isEmpty() ? first : new Expression.Comparison(line, first, List.copyOf(rest));
    }

    private @Nullable Relation relation() {
        if (stream.current().is(Kind.OPERATOR)) {
            Relation relation = RELATIONS.get(stream.current().text());
            if (relation != null) {
                stream.next();
            }
            return relation;
        }
        if (stream.skipName("in")) {
            return Relation.IN;
        }
        if (stream.current().isName("not") && stream.ahead().isName("in")) {
            stream.next();
            stream.next();
            return Relation.NOT_IN;
        }
        return null;
    }

    private Expression sum() {
        int line = stream.line();
        Expression left = concatenation();
        int links = 0;
        for (Operator operator = operator(SUMS); operator != null; operator = operator(SUMS)) {
            left = new Expression.Arithmetic(line, operator, left, concatenation());
            links = chain(links);
        }
        return left;
    }

    private Expression concatenation() {
        int line = stream.line();
        List<Expression> items = new ArrayList<>();
        items.add(product());
        while (stream.skipOperator("~")) {
            items.add(product());
        }
        return items.size() == 1 ? items.getFirst() : new Expression.Concatenation(line, List.copyOf(items));
    }

    private Expression product() {
        int line = stream.line();
        Expression left = power();
        int links = 0;
        for (Operator operator = operator(PRODUCTS); operator != null; operator = operator(PRODUCTS)) {
            left = new Expression.Arithmetic(line, operator, left, power());
            links = chain(links);
        }
        return left;
    }

    private Expression power() {
        int line = stream.line();
        Expression left = unary(true);
        int links = 0;
        for (Operator operator = operator(POWERS); operator != null; operator = operator(POWERS)) {
            left = new Expression.Arithmetic(line, operator, left, unary(true));
            links = chain(links);
        }
        return left;
    }

    private @Nullable Operator operator(Map<String, Operator> level) {
        Operator operator =
                stream.current().is(Kind.OPERATOR) ? level.get(stream.current().text()) : null;
        if (operator != null) {
            stream.next();
        }
        return operator;
    }

    Expression unary(boolean withFilters) {
        int line = stream.line();
        Expression node;
        if (stream.skipOperator("-")) {
            node = new Expression.Negative(line, nestedUnary());
        } else if (stream.skipOperator("+")) {
            node = new Expression.Positive(line, nestedUnary());
        } else {
            node = primary.primary();
        }
        node = primary.postfix(node);
        return withFilters ? primary.filters(node) : node;
    }

    private Expression nestedUnary() {
        stream.enter();
        Expression operand = unary(false);
        stream.leave();
        return operand;
    }

    /** Counts the links of a chain, which is as deep in the tree as it is long. */
    int chain(int links) {
        if (links >= MAX_CHAIN) {
            throw stream.fail("more than " + MAX_CHAIN + " operators in a row");
        }
        return links + 1;
    }
}
