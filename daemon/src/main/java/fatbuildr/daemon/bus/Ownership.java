package fatbuildr.daemon.bus;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;

/** What belongs to a caller. */
final class Ownership {
    private final Caller caller;
    private final UserPrincipal owner;

    Ownership(Caller caller) throws IOException {
        this.caller = caller;
        this.owner = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(caller.user());
    }

    void require(PosixFileAttributes attributes, Path path) {
        if (!attributes.owner().equals(owner)) {
            throw FatbuildrException.invalid(path + " does not belong to " + caller.user());
        }
    }

    void requireFile(PosixFileAttributes attributes, Path path) {
        if (!attributes.isRegularFile()) {
            throw FatbuildrException.invalid(path + " is not a regular file");
        }
        require(attributes, path);
    }
}
