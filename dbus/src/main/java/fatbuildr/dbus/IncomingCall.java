package fatbuildr.dbus;

import java.util.List;
import org.freedesktop.dbus.messages.MethodCall;
import org.jspecify.annotations.Nullable;

/** A method call that somebody on the bus makes. */
public final class IncomingCall {
    private static final int NO_REPLY_EXPECTED = 1;

    private final MethodCall message;
    private final List<Object> arguments;

    IncomingCall(MethodCall message, List<Object> arguments) {
        this.message = message;
        this.arguments = arguments;
    }

    MethodCall message() {
        return message;
    }

    /** Unique name of the caller's connection. */
    public String sender() {
        return text(message.getSource());
    }

    public String path() {
        return text(message.getPath());
    }

    /** Empty when the caller names none. */
    public String interfaceName() {
        return text(message.getInterface());
    }

    public String member() {
        return text(message.getName());
    }

    /** Of the arguments, as the caller sent them. */
    public String signature() {
        return text(message.getSig());
    }

    public List<Object> arguments() {
        return arguments;
    }

    boolean wantsReply() {
        return (message.getFlags() & NO_REPLY_EXPECTED) == 0;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
