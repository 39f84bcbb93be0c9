package fatbuildr.dbus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the system bus is, as the D-Bus specification writes addresses. */
public record BusAddress(String text) {
    private static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";
    private static final Path SOCKET = Path.of("/run/dbus/system_bus_socket");
    private static final Path OLD_SOCKET = Path.of("/var/run/dbus/system_bus_socket");

    public static BusAddress of(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isEmpty()) {
            return new BusAddress(first(given));
        }
        Path socket = !Files.exists(SOCKET) && Files.exists(OLD_SOCKET) ? OLD_SOCKET : SOCKET;
        return new BusAddress("unix:path=" + socket);
    }

    /** Whether there may be a bus: an address in the file system leads to a file. */
    public boolean exists() {
        return path().map(Files::exists).orElse(true);
    }

    Optional<Path> path() {
        for (String part : text.substring(text.indexOf(':') + 1).split(",", -1)) {
            if (part.startsWith("path=")) {
                return Optional.of(Path.of(part.substring("path=".length())));
            }
        }
        return Optional.empty();
    }

    /** Of alternatives the first with a socket file. */
    private static String first(String given) {
        for (String alternative : given.split(";", -1)) {
            if (alternative.startsWith("unix:path=")) {
                return alternative;
            }
        }
        return given;
    }
}
