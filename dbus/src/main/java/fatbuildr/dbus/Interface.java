package fatbuildr.dbus;

import java.util.List;
import java.util.Optional;

/** The description of an interface: what introspection tells, calls are checked against and clients rely on. */
public record Interface(String name, List<Method> methods, List<Property> properties) {
    public Interface {
        methods = List.copyOf(methods);
        properties = List.copyOf(properties);
    }

    /** {@code result} is a signature, empty for none. */
    public record Method(String name, List<Argument> arguments, String result) {
        public Method {
            arguments = List.copyOf(arguments);
        }

        /** The types of all arguments. */
        public String signature() {
            StringBuilder signature = new StringBuilder();
            arguments.forEach(argument -> signature.append(argument.type()));
            return signature.toString();
        }
    }

    public record Argument(String name, String type) {}

    /** Read only, like all of ours. */
    public record Property(String name, String type) {}

    /** @param arguments each {@code TYPE NAME} */
    static Method method(String name, String result, String... arguments) {
        return new Method(
                name,
                List.of(arguments).stream()
                        .map(argument -> argument.split(" ", 2))
                        .map(parts -> new Argument(parts[1], parts[0]))
                        .toList(),
                result);
    }

    public Optional<Method> method(String wanted) {
        return methods.stream().filter(method -> method.name().equals(wanted)).findFirst();
    }

    public Optional<Property> property(String wanted) {
        return properties.stream()
                .filter(property -> property.name().equals(wanted))
                .findFirst();
    }
}
