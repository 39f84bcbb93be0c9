package fatbuildr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that commit messages of the patch queue begin with (cli.md section 2). */
final class CommitTemplate {
    private static final Path VENDOR = Path.of("/usr/share/fatbuildr/commit-message-template");

    private final Session session;

    CommitTemplate(Session session) {
        this.session = session;
    }

    Optional<Path> file() {
        Path file = session.preferences()
                .get("prefs", "commit_template")
                .map(session.surroundings()::expand)
                .orElse(VENDOR);
        if (Files.isRegularFile(file)) {
            return Optional.of(file.toAbsolutePath());
        }
        session.screen().warning("There is no template for commit messages: " + file + " does not exist");
        return Optional.empty();
    }
}
