package fatbuildr.dbus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects of a connection: answers the standard interfaces itself and checks every call before passing it on. */
public final class ObjectTree {
    private final TreeMap<String, BusObject> objects;

    public ObjectTree(Map<String, BusObject> objects) {
        this.objects = new TreeMap<>(objects);
    }

    /** An answer's value and its type; the type is empty for an answer without value. */
    public record Answer(String signature, Object value) {
        static final Answer NONE = new Answer("", "");
    }

    /** Tells the object concerned, if the call is one that counts as use. */
    public void arrived(IncomingCall call) {
        if (!call.interfaceName().equals(Names.INTROSPECTABLE)
                && !call.interfaceName().equals(Names.PEER)) {
            Optional.ofNullable(objects.get(call.path())).ifPresent(BusObject::called);
        }
    }

    public Answer answer(IncomingCall call) throws InterruptedException {
        if (!objects.containsKey(call.path()) && children(call.path()).isEmpty()) {
            throw new BusError(BusError.UNKNOWN_OBJECT, "no object at path " + call.path());
        }
        boolean known = false;
        for (Interface candidate : interfaces(call.path())) {
            if (!call.interfaceName().isEmpty() && !call.interfaceName().equals(candidate.name())) {
                continue;
            }
            known = true;
            Optional<Interface.Method> method = candidate.method(call.member());
            if (method.isPresent()) {
                return answer(candidate, method.get(), call);
            }
        }
        throw known
                ? new BusError(
                        BusError.UNKNOWN_METHOD,
                        "no method " + call.member() + " in interface "
                                + (call.interfaceName().isEmpty() ? "of any kind" : call.interfaceName()))
                : new BusError(
                        BusError.UNKNOWN_INTERFACE, "no interface " + call.interfaceName() + " at " + call.path());
    }

    private Answer answer(Interface called, Interface.Method method, IncomingCall call) throws InterruptedException {
        if (!call.signature().equals(method.signature())) {
            throw new BusError(
                    BusError.INVALID_ARGS,
                    method.name() + " takes arguments of the types \"" + method.signature() + "\", not \""
                            + call.signature() + "\"");
        }
        return switch (called.name()) {
            case Names.PROPERTIES -> properties(method, call);
            case Names.INTROSPECTABLE ->
                new Answer("s", Introspection.document(interfaces(call.path()), children(call.path())));
            case Names.PEER -> method.name().equals("Ping") ? Answer.NONE : new Answer("s", machineId());
            default -> own(method, call);
        };
    }

    private Answer own(Interface.Method method, IncomingCall call) throws InterruptedException {
        return new Answer(method.result(), at(call).invoke(method, call));
    }

    private Answer properties(Interface.Method method, IncomingCall call) throws InterruptedException {
        String interfaceName = (String) call.arguments().getFirst();
        List<Interface> own = own(call.path()).stream()
                .filter(candidate -> interfaceName.isEmpty() || interfaceName.equals(candidate.name()))
                .toList();
        if (method.name().equals("GetAll")) {
            return new Answer("a{sv}", all(own, call, interfaceName));
        }
        String name = (String) call.arguments().get(1);
        Interface.Property property = own.stream()
                .flatMap(candidate -> candidate.property(name).stream())
                .findFirst()
                .orElseThrow(() -> new BusError(
                        BusError.UNKNOWN_PROPERTY, "no property " + name + " in interface " + interfaceName));
        if (method.name().equals("Set")) {
            throw new BusError(BusError.INVALID_ARGS, "property " + name + " can only be read");
        }
        return new Answer("v", new Value(property.type(), at(call).read(property, call, true)));
    }

    /** What cannot be told now is left out; an error only when nothing at all may be told. */
    private Map<String, Value> all(List<Interface> own, IncomingCall call, String interfaceName)
            throws InterruptedException {
        if (own.isEmpty()
                && interfaces(call.path()).stream()
                        .noneMatch(known -> known.name().equals(interfaceName))) {
            throw new BusError(BusError.UNKNOWN_INTERFACE, "no interface " + interfaceName + " at " + call.path());
        }
        Map<String, Value> values = new LinkedHashMap<>();
        List<BusError> refusals = new ArrayList<>();
        int asked = 0;
        for (Interface described : own) {
            for (Interface.Property property : described.properties()) {
                asked++;
                try {
                    values.put(property.name(), new Value(property.type(), at(call).read(property, call, false)));
                } catch (BusError failure) {
                    if (failure.is(BusError.NOT_AUTHORIZED)) {
                        refusals.add(failure);
                    } else if (!at(call).isOmitted(failure)) {
                        throw failure;
                    }
                }
            }
        }
        if (!refusals.isEmpty() && refusals.size() == asked) {
            throw refusals.getFirst();
        }
        return values;
    }

    private BusObject at(IncomingCall call) {
        BusObject object = objects.get(call.path());
        if (object == null) {
            throw new BusError(BusError.UNKNOWN_OBJECT, "no object at path " + call.path());
        }
        return object;
    }

    private List<Interface> own(String path) {
        return Optional.ofNullable(objects.get(path)).map(BusObject::interfaces).orElse(List.of());
    }

    private List<Interface> interfaces(String path) {
        List<Interface> all = new ArrayList<>(List.of(Interfaces.PEER, Interfaces.INTROSPECTABLE));
        if (objects.containsKey(path)) {
            all.add(Interfaces.PROPERTIES);
        }
        all.addAll(own(path));
        return all;
    }

    /** Names of the nodes right below, objects or ways to them. */
    private List<String> children(String path) {
        String prefix = path.equals("/") ? "/" : path + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String object : objects.keySet()) {
            if (object.startsWith(prefix)) {
                names.add(object.substring(prefix.length()).split("/", 2)[0]);
            }
        }
        return List.copyOf(names);
    }

    private static String machineId() {
        for (Path file : List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"))) {
            if (Files.isReadable(file)) {
                try {
                    return Files.readString(file).strip();
                } catch (IOException failure) {
                    throw new BusError(BusError.FAILED, "cannot read " + file + ": " + failure.getMessage(), failure);
                }
            }
        }
        throw new BusError(BusError.FAILED, "this machine has no identifier in /etc/machine-id");
    }
}
