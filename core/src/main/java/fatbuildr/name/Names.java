package fatbuildr.name;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of names; each answers what is wrong, empty when nothing is. */
public final class Names {
    private static final int MAX_BYTES = 200;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_+~][A-Za-z0-9_.+~:@-]*");

    private Names() {}

    /** Names of artifacts, sources, distributions, derivatives and environments. */
    public static Optional<String> identifierProblem(String name) {
        return fileNameProblem(name)
                .or(() -> IDENTIFIER.matcher(name).matches()
                        ? Optional.empty()
                        : Optional.of("a name may hold only letters and digits of ASCII and _ . + ~ : @ -"));
    }

    /** Names of files in a directory of ours. */
    public static Optional<String> fileNameProblem(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name may not be empty");
        }
        if (name.charAt(0) == '.' || name.charAt(0) == '-') {
            return Optional.of("a name may not begin with a dot or a dash");
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of("a name may not hold a slash");
        }
        if (!isPrintable(name)) {
            return Optional.of("a name may not hold control characters");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("a name may not be longer than " + MAX_BYTES + " bytes");
        }
        return Optional.empty();
    }

    /** Whether the text has no control character, no line separator and no half of a surrogate pair. */
    public static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Names::isUnprintable);
    }

    private static boolean isUnprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
