package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells scripts that a program is ready and where: never there half written, nor when nothing is served. */
final class ReadyFile {
    private final Path file;

    ReadyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    void write(String url) {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.writeString(draft, url + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw FatbuildrException.external("cannot write the ready file " + file + ": " + failure, failure);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw FatbuildrException.external("cannot remove the ready file " + file + ": " + failure, failure);
        }
    }
}
