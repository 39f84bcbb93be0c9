package fatbuildr.dbus;

import java.util.List;

/** A method call to make; {@code signature} is empty without arguments. */
public record OutgoingCall(
        String destination,
        String path,
        String interfaceName,
        String member,
        String signature,
        List<Object> arguments) {
    public OutgoingCall {
        arguments = List.copyOf(arguments);
    }

    /** A call of one of the daemon's methods. */
    public static OutgoingCall ofDaemon(String path, Interface of, String method, Object... arguments) {
        String signature = of.method(method).map(Interface.Method::signature).orElseThrow();
        return new OutgoingCall(Names.SERVICE, path, of.name(), method, signature, List.of(arguments));
    }

    /** A call of the bus itself. */
    public static OutgoingCall ofBus(String member, String signature, Object... arguments) {
        return new OutgoingCall(Names.BUS, Names.BUS_PATH, Names.BUS, member, signature, List.of(arguments));
    }
}
