package fatbuildr.dbus;

import java.nio.file.Path;
import java.util.Map;

/** Where the daemon takes the archives of builds from (dbus-api.md section 9). */
public final class DropPlace {
    private DropPlace() {}

    /** @param environment variables of the process */
    public static Path of(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("FATBUILDR_EXCHANGE", "/run/fatbuildr"));
    }
}
