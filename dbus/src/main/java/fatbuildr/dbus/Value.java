package fatbuildr.dbus;

import java.util.List;
import java.util.Map;

/**
 * A variant: a value with its exact type. Texts and paths are {@code String}, {@code b} {@code Boolean}, {@code i}
 * {@code Integer}, {@code u} {@code Long}, arrays {@code List}, dictionaries {@code Map}, variants {@code Value}.
 */
public record Value(String signature, Object content) {
    public static Value text(String text) {
        return new Value("s", text);
    }

    public static Value integer(int number) {
        return new Value("i", number);
    }

    public static Value flag(boolean flag) {
        return new Value("b", flag);
    }

    public static Value texts(List<String> texts) {
        return new Value("as", List.copyOf(texts));
    }

    public static Value record(Map<String, Value> record) {
        return new Value("a{sv}", record);
    }

    public static Value records(List<Map<String, Value>> records) {
        return new Value("aa{sv}", List.copyOf(records));
    }
}
