package fatbuildr.cli.bus;

import fatbuildr.cli.client.BuildRequest;
import fatbuildr.cli.client.Failure;
import fatbuildr.dbus.DropPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the daemon takes the archives of builds from (dbus-api.md section 9). */
record DropDirectory(Path root) {
    static DropDirectory of(Map<String, String> environment) {
        return new DropDirectory(DropPlace.of(environment));
    }

    /** Lets the daemon in, which the drop directory's access list names: what was made is private at first. */
    void open(BuildRequest request) {
        List<Path> files = new ArrayList<>(List.of(request.tarball()));
        files.addAll(request.sources().values());
        try {
            for (Path file : files) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
            }
            Files.setPosixFilePermissions(
                    Objects.requireNonNull(request.tarball().getParent()),
                    PosixFilePermissions.fromString("rwxrwx---"));
        } catch (IOException failure) {
            throw Failure.runtime(
                    "unable to hand " + request.tarball() + " to the daemon: " + failure.getMessage(), failure);
        }
    }
}
