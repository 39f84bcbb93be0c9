package fatbuildr.jinja.value;

/** Which values may be dictionary keys. */
public final class Keys {
    private Keys() {}

    public static Value requireHashable(Value value) {
        switch (value) {
            case ListValue list -> throw unhashable(list);
            case DictValue dict -> throw unhashable(dict);
            case DictView view -> throw unhashable(view);
            case TupleValue tuple -> tuple.requireHashable();
            case NoneValue _,
                    UndefinedValue _,
                    BoolValue _,
                    IntValue _,
                    FloatValue _,
                    TextValue _,
                    RangeValue _,
                    IteratorValue _,
                    FunctionValue _,
                    ObjectValue _ -> {}
        }
        return value;
    }

    public static boolean isHashable(Value value) {
        try {
            requireHashable(value);
            return true;
        } catch (EvaluationException unhashable) {
            return false;
        }
    }

    private static EvaluationException unhashable(Value value) {
        return new EvaluationException("unhashable type: '" + value.typeName() + "'");
    }
}
