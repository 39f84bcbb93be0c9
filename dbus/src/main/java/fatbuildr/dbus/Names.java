package fatbuildr.dbus;

import java.nio.charset.StandardCharsets;

/** Names and paths on the bus (dbus-api.md section 1). */
public final class Names {
    public static final String SERVICE = "org.rackslab.Fatbuildr";
    public static final String SERVICE_PATH = "/org/rackslab/Fatbuildr";
    public static final String INSTANCES_PATH = SERVICE_PATH + "/Instances";
    public static final String INSTANCE_INTERFACE = SERVICE + ".Instance";

    /** What this version offers beyond the interface of the existing clients. */
    public static final String INSTANCE3_INTERFACE = SERVICE + ".Instance3";

    /** What the HTTP server as a program of its own asks the daemon for. */
    public static final String ENGINE_PATH = SERVICE_PATH + "/Engine";

    public static final String ENGINE_INTERFACE = SERVICE + ".Engine";

    public static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    public static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
    public static final String PEER = "org.freedesktop.DBus.Peer";

    public static final String BUS = "org.freedesktop.DBus";
    public static final String BUS_PATH = "/org/freedesktop/DBus";

    private Names() {}

    /** An instance's id as element of an object path: what a path cannot hold becomes {@code _} and two hex digits. */
    public static String element(String id) {
        StringBuilder element = new StringBuilder();
        for (byte next : id.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (next & 0xff);
            boolean usable = letter < 128 && (Character.isLetterOrDigit(letter) || letter == '_');
            element.append(usable ? String.valueOf(letter) : "_%02x".formatted((int) letter));
        }
        return element.toString();
    }
}
