package fatbuildr.cli.importer;

import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.cli.source.FileDigests;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * A source archive of a package.
 *
 * @param url template of the place it comes from, empty when that is not known
 */
record ImportedSource(String id, String version, String url, Path file) {
    private static final String VARIABLE = "{{ version }}";

    /** The URL with the variable instead of the version; {@code URL#/NAME} becomes {@code URL!NAME}. */
    static String template(String url, String version) {
        int fragment = url.indexOf("#/");
        String place = fragment < 0 ? url : url.substring(0, fragment) + "!" + url.substring(fragment + 2);
        return place.replace(version, VARIABLE);
    }

    static boolean isUrl(String text) {
        try {
            URI uri = new URI(text.replaceAll("[#!].*", ""));
            return uri.getHost() != null;
        } catch (URISyntaxException plain) {
            return false;
        }
    }

    String sha256() {
        return FileDigests.of(file, ChecksumAlgorithm.SHA256);
    }
}
