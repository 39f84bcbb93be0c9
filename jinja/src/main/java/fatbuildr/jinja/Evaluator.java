package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Expression;
import fatbuildr.jinja.syntax.Expression.CallArguments;
import fatbuildr.jinja.syntax.Expression.Comparand;
import fatbuildr.jinja.syntax.Expression.Keyword;
import fatbuildr.jinja.syntax.Expression.Pair;
import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.Arithmetic;
import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.Sequences;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives expressions their values. */
final class Evaluator {
    private final Interpreter interpreter;
    private final Meter meter;
    private final Arithmetic arithmetic;
    private final Comparing comparing;

    Evaluator(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.meter = interpreter.meter();
        this.arithmetic = new Arithmetic(meter);
        this.comparing = new Comparing(meter);
    }

    Value evaluate(Expression expression, Frame frame) {
        try {
            meter.step();
            return value(expression, frame);
        } catch (EvaluationException failure) {
            throw frame.template().failure(expression.line(), failure);
        }
    }

    private Value value(Expression expression, Frame frame) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Name name -> frame.variable(name.name());
            case Expression.TupleOf tuple -> TupleValue.of(all(tuple.items(), frame));
            case Expression.ListOf list -> new ListValue(all(list.items(), frame));
            case Expression.DictOf dict -> dict(dict, frame);
            case Expression.Negative negative -> arithmetic.negate(evaluate(negative.operand(), frame));
            case Expression.Positive positive -> arithmetic.positive(evaluate(positive.operand(), frame));
            case Expression.Not not -> Value.of(!isTrue(not.operand(), frame));
            case Expression.And and -> {
                Value left = evaluate(and.left(), frame);
                yield left.truthy() ? evaluate(and.right(), frame) : left;
            }
            case Expression.Or or -> {
                Value left = evaluate(or.left(), frame);
                yield left.truthy() ? left : evaluate(or.right(), frame);
            }
            case Expression.Arithmetic operation -> arithmetic(operation, frame);
            case Expression.Concatenation concatenation -> concatenate(all(concatenation.items(), frame));
            case Expression.Comparison comparison -> Value.of(compare(comparison, frame));
            case Expression.Conditional conditional -> conditional(conditional, frame);
            case Expression.Attribute attribute ->
                interpreter.attribute(evaluate(attribute.target(), frame), attribute.name());
            case Expression.Item item -> interpreter.item(evaluate(item.target(), frame), evaluate(item.key(), frame));
            case Expression.Slice slice -> slice(slice, frame);
            case Expression.Call call -> call(call, frame, null);
            case Expression.Filtered filtered -> filtered(filtered, null, frame);
            case Expression.Tested tested -> {
                Value input = evaluate(tested.input(), frame);
                Arguments arguments = arguments(tested.arguments(), frame).prepend(input);
                yield Value.of(interpreter.test(tested.test(), arguments));
            }
        };
    }

    boolean isTrue(Expression expression, Frame frame) {
        return evaluate(expression, frame).truthy();
    }

    private List<Value> all(List<Expression> expressions, Frame frame) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(evaluate(expression, frame));
        }
        return values;
    }

    private Value dict(Expression.DictOf expression, Frame frame) {
        DictValue dict = new DictValue();
        for (Pair pair : expression.pairs()) {
            dict.put(evaluate(pair.key(), frame), evaluate(pair.value(), frame));
        }
        return dict;
    }

    private Value arithmetic(Expression.Arithmetic operation, Frame frame) {
        Value left = evaluate(operation.left(), frame);
        Value right = evaluate(operation.right(), frame);
        return switch (operation.operator()) {
            case ADD -> arithmetic.add(left, right);
            case SUBTRACT -> arithmetic.subtract(left, right);
            case MULTIPLY -> arithmetic.multiply(left, right);
            case DIVIDE -> arithmetic.divide(left, right);
            case FLOOR_DIVIDE -> arithmetic.floorDivide(left, right);
            case MODULO -> arithmetic.modulo(left, right);
            case POWER -> arithmetic.power(left, right);
        };
    }

    private Value concatenate(List<Value> items) {
        TextBuilder out = new TextBuilder(meter);
        if (interpreter.autoescape() && items.stream().anyMatch(MarkupValue.class::isInstance)) {
            items.forEach(item -> out.append(Html.escape(item, meter)));
            return Value.markup(out.toString());
        }
        items.forEach(item -> out.append(interpreter.text(item)));
        return Value.of(out.toString());
    }

    private boolean compare(Expression.Comparison comparison, Frame frame) {
        Value left = evaluate(comparison.first(), frame);
        for (Comparand comparand : comparison.rest()) {
            Value right = evaluate(comparand.operand(), frame);
            boolean holds = switch (comparand.relation()) {
                case EQUAL -> comparing.equal(left, right);
                case NOT_EQUAL -> !comparing.equal(left, right);
                case LESS -> comparing.ordered("<", left, right);
                case LESS_OR_EQUAL -> comparing.ordered("<=", left, right);
                case GREATER -> comparing.ordered(">", left, right);
                case GREATER_OR_EQUAL -> comparing.ordered(">=", left, right);
                case IN -> comparing.contains(right, left);
                case NOT_IN -> !comparing.contains(right, left);
            };
            if (!holds) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Value conditional(Expression.Conditional conditional, Frame frame) {
        if (isTrue(conditional.test(), frame)) {
            return evaluate(conditional.then(), frame);
        }
        Expression otherwise = conditional.otherwise();
        if (otherwise != null) {
            return evaluate(otherwise, frame);
        }
        return new UndefinedValue("the inline if-expression on line " + conditional.line()
                + " evaluated to false and no else section was defined.");
    }

    private Value slice(Expression.Slice slice, Frame frame) {
        Value target = evaluate(slice.target(), frame);
        Integer start = bound(slice.start(), frame);
        Integer stop = bound(slice.stop(), frame);
        Integer step = bound(slice.step(), frame);
        if (target instanceof UndefinedValue undefined) {
            throw new EvaluationException(undefined.reason());
        }
        return Sequences.isIndexed(target)
                ? Sequences.slice(target, start, stop, step, meter)
                : new UndefinedValue("'" + target.typeName() + " object' has no slices");
    }

    private @Nullable Integer bound(@Nullable Expression expression, Frame frame) {
        if (expression == null) {
            return null;
        }
        Value value = evaluate(expression, frame);
        return value == NoneValue.NONE ? null : Integer.valueOf(Numbers.index(value));
    }

    /** Calls; {@code caller} is the body of a call block. */
    Value call(Expression.Call call, Frame frame, @Nullable Value caller) {
        Value callee = evaluate(call.callee(), frame);
        Arguments arguments = arguments(call.arguments(), frame);
        return interpreter.call(callee, caller == null ? arguments : arguments.with("caller", caller));
    }

    /** Applies a chain of filters whose innermost input may be the body of a block. */
    Value filtered(Expression.Filtered filtered, @Nullable Value body, Frame frame) {
        Value input = switch (filtered.input()) {
            case null -> body == null ? Value.none() : body;
            case Expression.Filtered inner -> filtered(inner, body, frame);
            case Expression other -> evaluate(other, frame);
        };
        Arguments arguments = arguments(filtered.arguments(), frame).prepend(input);
        try {
            meter.step();
            return interpreter.filter(filtered.filter(), arguments);
        } catch (EvaluationException failure) {
            throw frame.template().failure(filtered.line(), failure);
        }
    }

    private Arguments arguments(CallArguments arguments, Frame frame) {
        List<Value> positional = all(arguments.positional(), frame);
        if (arguments.spread() != null) {
            Iteration.each(evaluate(arguments.spread(), frame), meter).forEach(positional::add);
        }
        if (arguments.named().isEmpty() && arguments.namedSpread() == null) {
            return new Arguments(positional, Map.of());
        }
        Map<String, Value> named = new LinkedHashMap<>();
        for (Keyword keyword : arguments.named()) {
            put(named, keyword.name(), evaluate(keyword.value(), frame));
        }
        if (arguments.namedSpread() != null) {
            if (!(evaluate(arguments.namedSpread(), frame) instanceof DictValue dict)) {
                throw new EvaluationException("argument after ** must be a mapping");
            }
            dict.entries().forEach((key, value) -> put(named, keyword(key), value));
        }
        return new Arguments(positional, named);
    }

    private void put(Map<String, Value> named, String name, Value value) {
        meter.step();
        if (named.put(name, value) != null) {
            throw new EvaluationException("got multiple values for keyword argument '" + name + "'");
        }
    }

    private static String keyword(Value key) {
        if (key instanceof TextValue text) {
            return text.text();
        }
        throw new EvaluationException("keywords must be strings");
    }
}
