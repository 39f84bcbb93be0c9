package fatbuildr.jinja.syntax;

import fatbuildr.jinja.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a template that has a value. */
public sealed interface Expression {
    int line();

    record Literal(int line, Value value) implements Expression {}

    record Name(int line, String name) implements Expression {}

    record TupleOf(int line, List<Expression> items) implements Expression {}

    record ListOf(int line, List<Expression> items) implements Expression {}

    record DictOf(int line, List<Pair> pairs) implements Expression {}

    record Pair(Expression key, Expression value) {}

    record Negative(int line, Expression operand) implements Expression {}

    record Positive(int line, Expression operand) implements Expression {}

    record Not(int line, Expression operand) implements Expression {}

    record And(int line, Expression left, Expression right) implements Expression {}

    record Or(int line, Expression left, Expression right) implements Expression {}

    record Arithmetic(int line, Operator operator, Expression left, Expression right) implements Expression {}

    /** Operators of two operands. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        FLOOR_DIVIDE("//"),
        MODULO("%"),
        POWER("**");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    record Concatenation(int line, List<Expression> items) implements Expression {}

    /** {@code first < b <= c}: each operand is evaluated once. */
    record Comparison(int line, Expression first, List<Comparand> rest) implements Expression {}

    record Comparand(Relation relation, Expression operand) {}

    /** How two values are compared. */
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN
    }

    record Conditional(
            int line,
            Expression test,
            Expression then,
            @Nullable Expression otherwise) implements Expression {}

    record Attribute(int line, Expression target, String name) implements Expression {}

    record Item(int line, Expression target, Expression key) implements Expression {}

    record Slice(
            int line,
            Expression target,
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step)
            implements Expression {}

    record Call(int line, Expression callee, CallArguments arguments) implements Expression {}

    /** {@code input} is absent in filter blocks, where the body is filtered. */
    record Filtered(int line, @Nullable Expression input, String filter, CallArguments arguments)
            implements Expression {}

    record Tested(int line, Expression input, String test, CallArguments arguments) implements Expression {}

    record CallArguments(
            List<Expression> positional,
            List<Keyword> named,
            @Nullable Expression spread,
            @Nullable Expression namedSpread) {
        static final CallArguments NONE = new CallArguments(List.of(), List.of(), null, null);
    }

    record Keyword(String name, Expression value) {}
}
