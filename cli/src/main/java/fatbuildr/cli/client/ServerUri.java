package fatbuildr.cli.client;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of an instance over HTTP.
 *
 * @param given the text as the user wrote it: the key of the token file
 * @param origin where it comes from, for messages
 * @param base without trailing slashes: every path is appended to it
 */
public record ServerUri(String given, String origin, String base) {
    /** The server of a machine that configured none. */
    public static final String DEFAULT = "dbus://system/default";

    /** Accepts {@code http} and {@code https} only. */
    public static ServerUri parse(String given, String origin) {
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException malformed) {
            throw Failure.runtime("URI " + given + " (" + origin + ") is not valid: " + malformed.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw Failure.runtime("URI " + given + " (" + origin + ") has no supported scheme")
                    .hint(
                            "use https://HOST/INSTANCE, http://HOST[:PORT]/INSTANCE, or dbus://system/INSTANCE for the daemon"
                                    + " of this machine");
        }
        if (uri.getHost() == null) {
            throw Failure.runtime("URI " + given + " (" + origin + ") names no host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw Failure.runtime("URI " + given + " (" + origin + ") must not have a query or a fragment");
        }
        return new ServerUri(given, origin, withoutTrailingSlashes(given));
    }

    static String withoutTrailingSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
