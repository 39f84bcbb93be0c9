package fatbuildr.cli;

import java.nio.file.Path;
import java.util.Optional;

/** What the user gives on the command line or in the preferences (cli.md section 2). */
final class UserSettings {
    private final Session session;

    UserSettings(Session session) {
        this.session = session;
    }

    Definition definition(ArtifactOptions options) {
        return Definition.load(options.artifact(), directory(options), session.screen());
    }

    /** A directory of the preferences may begin with {@code ~}; one of the command line was expanded by the shell. */
    private Path directory(ArtifactOptions options) {
        String basedir = setting(options.basedir(), "prefs", "basedir", "base directory", "--basedir");
        Path base = options.basedir().isEmpty() ? session.surroundings().expand(basedir) : Path.of(basedir);
        return base.resolve(options.subdir().orElse(options.artifact()));
    }

    String name(Optional<String> option) {
        return setting(option, "user", "name", "name", "--name");
    }

    String email(Optional<String> option) {
        return setting(option, "user", "email", "e-mail address", "--email");
    }

    String message(Optional<String> option) {
        return setting(option, "prefs", "message", "message", "--msg");
    }

    private String setting(Optional<String> option, String section, String key, String what, String optionName) {
        if (option.isPresent()) {
            return option.get();
        }
        Preferences preferences = session.preferences();
        return preferences
                .get(section, key)
                .orElseThrow(() -> new MissingSettingException("The " + what
                        + " is not defined: give " + optionName + ", or " + key + " in section [" + section + "] of "
                        + preferences.path()));
    }
}
