package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What versions and releases may hold: they become parts of file names and of package versions. */
public final class Versions {
    private static final Pattern MAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~^_-]{0,99}");
    private static final Pattern RELEASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~^_]{0,99}");

    private Versions() {}

    static Optional<String> mainProblem(String version) {
        return MAIN.matcher(version).matches()
                ? Optional.empty()
                : Optional.of("a version may hold only letters and digits of ASCII and . + ~ ^ _ -");
    }

    static Optional<String> releaseProblem(String release) {
        return RELEASE.matcher(release).matches()
                ? Optional.empty()
                : Optional.of("a release may hold only letters and digits of ASCII and . + ~ ^ _");
    }

    /** Refuses a text that cannot be an upstream version. */
    public static void checkMain(String version) {
        mainProblem(version).ifPresent(problem -> {
            throw FatbuildrException.invalid("version \"" + version.replaceAll("\\p{Cntrl}", "?") + "\": " + problem);
        });
    }
}
