package fatbuildr.dbus;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** Our values as the library's and back. */
final class Wire {
    private Wire() {}

    static Object[] outgoing(List<?> values) {
        return values.stream().map(Wire::outgoing).toArray();
    }

    private static Object outgoing(Object value) {
        return switch (value) {
            case Value variant -> new Variant<>(outgoing(variant.content()), variant.signature());
            // The bus carries no NUL and disconnects whoever sends one.
            case String text -> text.replace('\0', '\uFFFD');
            case Long number -> new UInt32(number);
            case Struct struct -> outgoing(struct.members());
            case List<?> list -> list.stream().map(Wire::outgoing).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> converted = new LinkedHashMap<>();
                map.forEach((key, member) -> converted.put(outgoing(key), outgoing(member)));
                yield converted;
            }
            default -> value;
        };
    }

    static List<Object> incoming(Object[] values) {
        List<Object> converted = new ArrayList<>();
        for (Object value : values) {
            converted.add(incoming(value));
        }
        return converted;
    }

    private static Object incoming(Object value) {
        return switch (value) {
            case Variant<?> variant -> new Value(variant.getSig(), incoming(variant.getValue()));
            case UInt32 number -> number.longValue();
            case DBusPath path -> path.getPath();
            case Object[] struct -> new Struct(incoming(struct));
            case Collection<?> list -> incoming(list.toArray());
            case Map<?, ?> map -> {
                Map<Object, Object> converted = new LinkedHashMap<>();
                map.forEach((key, member) -> converted.put(incoming(key), incoming(member)));
                yield converted;
            }
            default -> value.getClass().isArray() ? primitives(value) : value;
        };
    }

    private static List<Object> primitives(Object array) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }
}
