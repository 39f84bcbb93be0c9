package fatbuildr.web.page;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The static files, whose addresses change with their content so that browsers may keep them. */
final class StaticFiles {
    private final Path directory;

    StaticFiles(Path directory) {
        this.directory = directory;
    }

    /** The query that names the state of a file, empty for one that is not there. */
    String version(String name) {
        try {
            UsedFiles.State state = UsedFiles.state(directory.resolve(name).toFile());
            return state.isThere() ? "?v=" + Long.toString(state.modified() + state.size(), 36) : "";
        } catch (InvalidPathException unusable) {
            return "";
        }
    }
}
