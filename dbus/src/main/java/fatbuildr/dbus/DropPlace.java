package fatbuildr.dbus;

import java.nio.file.Path;
import java.util.Map;

/** Where the daemon takes the archives of builds from (dbus-api.md section 9). */
public final class DropPlace {
    private DropPlace() {}

    /**
     * That of users.
     *
     * @param environment variables of the process
     */
    public static Path of(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("FATBUILDR_EXCHANGE", "/run/fatbuildr"));
    }

    /**
     * That of the HTTP server as a program of its own: on a disk, where taking is a change of names.
     *
     * @param workspaces of tasks
     */
    public static Path ofServer(Path workspaces) {
        return workspaces.resolve(".web-uploads");
    }
}
