package fatbuildr.dbus;

/** An error that travels over the bus: its name is part of the interface (dbus-api.md section 7). */
public final class BusError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final String FAILED = "org.freedesktop.DBus.Error.Failed";
    public static final String DISCONNECTED = "org.freedesktop.DBus.Error.Disconnected";
    public static final String NO_REPLY = "org.freedesktop.DBus.Error.NoReply";
    public static final String SERVICE_UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown";
    public static final String INVALID_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";
    public static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";
    public static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
    public static final String UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject";
    public static final String UNKNOWN_INTERFACE = "org.freedesktop.DBus.Error.UnknownInterface";
    public static final String UNKNOWN_PROPERTY = "org.freedesktop.DBus.Error.UnknownProperty";

    private static final String OURS = Names.SERVICE + ".";
    public static final String NOT_AUTHORIZED = OURS + "ErrorNotAuthorized";
    public static final String UNKNOWN_INSTANCE = OURS + "ErrorUnknownInstance";
    public static final String NO_RUNNING_TASK = OURS + "ErrorNoRunningTask";
    public static final String NO_KEYRING = OURS + "ErrorNoKeyring";
    public static final String REGISTRY = OURS + "ErrorRegistry";
    public static final String PIPELINE = OURS + "ErrorPipeline";

    private final String name;

    public BusError(String name, String message) {
        super(message);
        this.name = name;
    }

    public BusError(String name, String message, Throwable cause) {
        super(message, cause);
        this.name = name;
    }

    public String name() {
        return name;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public boolean is(String other) {
        return name.equals(other);
    }
}
