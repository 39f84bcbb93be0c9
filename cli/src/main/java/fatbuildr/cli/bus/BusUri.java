package fatbuildr.cli.bus;

import fatbuildr.cli.client.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of an instance on the message bus (dbus-api.md section 8): only the path counts.
 *
 * @param given the text as the user wrote it
 * @param origin where it comes from, for messages
 * @param instance its id
 */
public record BusUri(String given, String origin, String instance) {
    private static final String SCHEME = "dbus:";

    public static boolean isMeant(String given) {
        return given.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    @Override
    public String toString() {
        return given + " (" + origin + ")";
    }

    public static BusUri parse(String given, String origin) {
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException malformed) {
            throw Failure.runtime("URI " + given + " (" + origin + ") is not valid: " + malformed.getReason());
        }
        String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
        String instance = path.replaceAll("^/+|/+$", "");
        if (instance.isEmpty()) {
            throw Failure.runtime("URI " + given + " (" + origin + ") names no instance")
                    .hint("use dbus://system/INSTANCE");
        }
        return new BusUri(given, origin, instance);
    }
}
