package fatbuildr.daemon.bus;

import fatbuildr.dbus.DropPlace;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the files of builds come in.
 *
 * @param users where members of the group put theirs
 * @param server where the HTTP server puts its own
 * @param taken where nobody but the daemon gets at what it took from the server; emptied when the daemon starts
 */
public record DropPlaces(Path users, Path server, Path taken) {
    /**
     * @param environment variables of the process
     * @param workspaces of tasks, which move there from the place they are taken to
     */
    public static DropPlaces of(Map<String, String> environment, Path workspaces) {
        return new DropPlaces(
                DropPlace.of(environment), DropPlace.ofServer(workspaces), workspaces.resolve(".uploads"));
    }
}
