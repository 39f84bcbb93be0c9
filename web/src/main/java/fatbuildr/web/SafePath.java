package fatbuildr.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a browser is sent after it signed in: a place on this server, whatever the request asks for. */
final class SafePath {
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,2000}");

    private SafePath() {}

    static Optional<String> of(@Nullable String text) {
        return Optional.ofNullable(text).filter(path -> PATH.matcher(path).matches());
    }
}
