package fatbuildr.jinja.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality, order and membership, with every visited item paid for. */
public final class Comparing {
    private final Meter meter;

    public Comparing(Meter meter) {
        this.meter = meter;
    }

    public boolean equal(Value left, Value right) {
        meter.step();
        if (same(left, right)) {
            return !(left instanceof FloatValue number) || !Double.isNaN(number.value());
        }
        return switch (left) {
            case TextValue a
            when right instanceof TextValue b -> {
                meter.text(Math.min(a.text().length(), b.text().length()));
                yield a.text().equals(b.text());
            }
            case ListValue a -> right instanceof ListValue b && equalItems(a.items(), b.items());
            case TupleValue a -> right instanceof TupleValue b && equalItems(a.items(), b.items());
            case DictValue a -> right instanceof DictValue b && equalEntries(a, b);
            case RangeValue a -> right instanceof RangeValue b && equalRanges(a, b);
            case DictView a
            when right instanceof DictView b && a.part() == b.part() ->
                a.part() != DictView.Part.VALUES && equalItems(a.items(), b.items());
            default -> left.equals(right);
        };
    }

    private boolean equalItems(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!identicalOrEqual(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean identicalOrEqual(Value left, Value right) {
        return same(left, right) || equal(left, right);
    }

    /** Identity, which Python asks before equality. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Value left, Value right) {
        return left == right;
    }

    private boolean equalEntries(DictValue left, DictValue right) {
        if (left.entries().size() != right.entries().size()) {
            return false;
        }
        for (Map.Entry<Value, Value> entry : left.entries().entrySet()) {
            Value other = right.entries().get(entry.getKey());
            if (other == null || !identicalOrEqual(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalRanges(RangeValue left, RangeValue right) {
        long size = left.size();
        return size == right.size()
                && (size == 0 || (left.start() == right.start() && (size == 1 || left.step() == right.step())));
    }

    /** Whether the comparison holds, given how it judges an order (negative, zero, positive). */
    public boolean ordered(String operator, Value left, Value right) {
        meter.step();
        Integer order = order(operator, left, right);
        return order != null
                && switch (operator) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    case ">=" -> order >= 0;
                    default -> throw new IllegalArgumentException(operator);
                };
    }

    /** For sorting. */
    public int compare(Value left, Value right) {
        if (ordered("<", left, right)) {
            return -1;
        }
        return ordered("<", right, left) ? 1 : 0;
    }

    /** Null when neither is less, equal or greater: NaN. */
    private @Nullable Integer order(String operator, Value left, Value right) {
        Arithmetic.refuseUndefined(left);
        Arithmetic.refuseUndefined(right);
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof TextValue a && right instanceof TextValue b) {
            meter.text(Math.min(a.text().length(), b.text().length()));
            return CodePoints.compare(a.text(), b.text());
        }
        if (left instanceof ListValue a && right instanceof ListValue b) {
            return orderItems(operator, a.items(), b.items());
        }
        if (left instanceof TupleValue a && right instanceof TupleValue b) {
            return orderItems(operator, a.items(), b.items());
        }
        throw new EvaluationException("'" + operator + "' not supported between instances of '" + left.typeName()
                + "' and '" + right.typeName() + "'");
    }

    private @Nullable Integer orderItems(String operator, List<Value> left, List<Value> right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            if (!identicalOrEqual(left.get(i), right.get(i))) {
                return order(operator, left.get(i), right.get(i));
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    public boolean contains(Value container, Value item) {
        return switch (container) {
            case TextValue text -> {
                if (!(item instanceof TextValue part)) {
                    Arithmetic.refuseUndefined(item);
                    throw new EvaluationException(
                            "'in <string>' requires string as left operand, not " + item.typeName());
                }
                meter.text(text.text().length());
                yield TextSearch.first(text.text(), part.text(), 0) >= 0;
            }
            case DictValue dict -> dict.get(item) != null;
            case DictView view
            when view.part() == DictView.Part.KEYS -> view.dict().get(item) != null;
            default -> {
                if (!Iteration.isIterable(container)) {
                    throw new EvaluationException("argument of type '" + container.typeName() + "' is not iterable");
                }
                for (Value candidate : Iteration.each(container, meter)) {
                    if (identicalOrEqual(candidate, item)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }
}
