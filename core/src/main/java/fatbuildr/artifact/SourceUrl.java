package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import fatbuildr.name.Names;
import java.net.Authenticator;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a source is downloaded from, and the name of its file in the cache.
 *
 * @param fileName may lack an archive suffix when the URL does: the server may tell a better one
 */
public record SourceUrl(URI url, String fileName) {
    /** A character of versions that URLs do not have. */
    private static final String CARET = "%5E";

    /** User and password of what is no URL, such as one whose password has a slash. */
    private static final Pattern PASSWORD = Pattern.compile("//[^/@:]*(:[^@]*)?@");

    /** Reads {@code URL} or {@code URL!FILENAME}. */
    public static SourceUrl parse(String text) {
        int mark = text.indexOf('!');
        String address = (mark < 0 ? text : text.substring(0, mark)).strip();
        URI url = uri(text, address);
        String fileName =
                mark < 0 ? lastComponent(url) : text.substring(mark + 1).strip();
        Names.fileNameProblem(fileName).ifPresent(problem -> {
            throw error(text, "no usable file name, " + problem + "; write URL!FILENAME");
        });
        return new SourceUrl(url, fileName);
    }

    /** The URL without user and password, for messages. */
    public String shown() {
        String user = url.getRawUserInfo();
        return user == null ? url.toString() : url.toString().replace(user + "@", "");
    }

    /** Tells the user and password of the URL to its server. */
    public Optional<Authenticator> login() {
        return Login.of(url);
    }

    private static URI uri(String text, String address) {
        try {
            URI url = new URI(address.replace("^", CARET));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
                throw error(text, "an http or https URL is expected");
            }
            return url;
        } catch (URISyntaxException malformed) {
            throw error(text, "not a URL: " + malformed.getReason());
        }
    }

    /** As written in the URL; query and fragment are no part of a file's name. */
    private static String lastComponent(URI url) {
        String path = String.valueOf(url.getRawPath()).replace(CARET, "^");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static FatbuildrException error(String text, String reason) {
        String shown = PASSWORD.matcher(text.replaceAll("\\p{Cntrl}", "?")).replaceFirst("//");
        return FatbuildrException.invalid("source " + shown + ": " + reason);
    }
}
