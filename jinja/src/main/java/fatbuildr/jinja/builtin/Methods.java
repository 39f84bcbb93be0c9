package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.BoolValue;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.DictView;
import fatbuildr.jinja.value.FloatValue;
import fatbuildr.jinja.value.FunctionValue;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.IteratorValue;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.ObjectValue;
import fatbuildr.jinja.value.RangeValue;
import fatbuildr.jinja.value.StringValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.Map;

/** The methods of each type, by name; each takes the value itself as first argument. */
final class Methods {
    private static final Map<String, HostFunction> TEXT = text();
    private static final Map<String, HostFunction> MARKUP = markup();
    private static final Map<String, HostFunction> LIST = ListMethods.functions();
    private static final Map<String, HostFunction> TUPLE = ListMethods.readOnly();
    private static final Map<String, HostFunction> DICT = DictMethods.functions();
    private static final Map<String, HostFunction> FLOAT = new Registry()
            .add("is_integer", a -> Value.of(Math.rint(Numbers.real(a.get(0))) == Numbers.real(a.get(0))), "self")
            .functions();

    private Methods() {}

    static Map<String, HostFunction> of(Value value) {
        return switch (value) {
            case StringValue _ -> TEXT;
            case MarkupValue _ -> MARKUP;
            case ListValue _ -> LIST;
            case TupleValue _, RangeValue _ -> TUPLE;
            case DictValue _ -> DICT;
            case FloatValue _ -> FLOAT;
            case NoneValue _,
                    UndefinedValue _,
                    BoolValue _,
                    IntValue _,
                    DictView _,
                    IteratorValue _,
                    FunctionValue _,
                    ObjectValue _ -> Map.of();
        };
    }

    private static Map<String, HostFunction> text() {
        Map<String, HostFunction> methods = new HashMap<>(TextMethods.functions());
        methods.putAll(TextSplitMethods.functions());
        methods.putAll(TextQuestions.functions());
        methods.putAll(TextTables.functions());
        return Map.copyOf(methods);
    }

    private static Map<String, HostFunction> markup() {
        Map<String, HostFunction> methods = new HashMap<>(TEXT);
        methods.putAll(new Registry()
                .add(
                        "striptags",
                        a -> Value.of(StripTags.strip(a.text(0), a.rendering().meter())),
                        "self")
                .add("unescape", a -> Value.of(StripTags.unescape(a.text(0))), "self")
                .functions());
        return Map.copyOf(methods);
    }
}
