package fatbuildr.source;

import fatbuildr.error.FatbuildrException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source archive to download.
 *
 * @param fileName name in the cache: one path component
 */
public record RemoteSource(URI url, String fileName, Checksums checksums) {
    private static final int LONGEST_NAME = 200;

    public RemoteSource {
        boolean hidden = fileName.isEmpty() || fileName.startsWith(".");
        boolean odd = fileName.indexOf('/') >= 0 || fileName.chars().anyMatch(Character::isISOControl);
        if (hidden || odd || fileName.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw FatbuildrException.invalid("Source " + shown(url) + " has no usable file name: '"
                    + fileName.replaceAll("\\p{Cntrl}", "?") + "'; give one in the definition as URL!NAME");
        }
        if (url.getScheme() == null || !Set.of("http", "https").contains(url.getScheme()) || url.getHost() == null) {
            throw FatbuildrException.invalid("Source URL " + shown(url) + " is not an http or https URL");
        }
    }

    public static RemoteSource of(String url, String fileName, Checksums checksums) {
        try {
            return new RemoteSource(new URI(url), fileName, checksums);
        } catch (URISyntaxException e) {
            throw FatbuildrException.invalid(
                    "Source URL '" + url.replaceAll("\\p{Cntrl}", "?") + "' is malformed: " + e.getReason(), e);
        }
    }

    /** The URL without password, for messages. */
    String shown() {
        return shown(url);
    }

    private static String shown(URI url) {
        @Nullable String user = url.getRawUserInfo();
        return user == null ? url.toString() : url.toString().replace(user + "@", "");
    }
}
