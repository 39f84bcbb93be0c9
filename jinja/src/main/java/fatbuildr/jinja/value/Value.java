package fatbuildr.jinja.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anything a template can hold. The set is closed: a template reaches host code only through {@link HostObject} and
 * {@link HostFunction}, never by reflection. Equality is Python's: {@code 1 == 1.0 == True}.
 */
public sealed interface Value
        permits NoneValue,
                UndefinedValue,
                BoolValue,
                IntValue,
                FloatValue,
                TextValue,
                ListValue,
                TupleValue,
                DictValue,
                DictView,
                RangeValue,
                IteratorValue,
                FunctionValue,
                ObjectValue {

    /** The name Python gives this type, for messages. */
    String typeName();

    boolean truthy();

    static Value none() {
        return NoneValue.NONE;
    }

    /** What a template sees for a variable that does not exist. */
    static Value undefined(String name) {
        return new UndefinedValue(Representation.quote(name) + " is undefined");
    }

    static Value of(boolean value) {
        return BoolValue.of(value);
    }

    static Value of(long value) {
        return IntValue.of(value);
    }

    static Value of(double value) {
        return new FloatValue(value);
    }

    static Value of(String value) {
        return new StringValue(value);
    }

    /** Text that is HTML already and must not be escaped again. */
    static Value markup(String html) {
        return new MarkupValue(html);
    }

    static Value list(List<?> items) {
        return Conversion.list(items);
    }

    static Value dict(Map<?, ?> entries) {
        return Conversion.dict(entries);
    }

    static Value object(HostObject object) {
        return new ObjectValue(object);
    }

    static Value function(String name, HostFunction function) {
        return new FunctionValue(name, function);
    }

    /**
     * The value of a Java null, Boolean, Integer, Long, BigInteger, Double, CharSequence, Iterable, Map,
     * {@link HostObject} or {@link Value}; anything else is a programming error.
     */
    static Value from(@Nullable Object object) {
        return Conversion.of(object);
    }

    static Value of(BigInteger value) {
        return IntValue.of(value);
    }
}
