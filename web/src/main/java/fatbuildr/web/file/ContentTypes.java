package fatbuildr.web.file;

import java.util.Locale;
import java.util.Map;

/**
 * Content types of published files by the end of their name (http-api.md section 9.2). A compressed file has the type of
 * its compression: with a {@code Content-Encoding} clients would unpack it and fail its checksum.
 */
final class ContentTypes {
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("asc", "text/plain; charset=utf-8"),
            Map.entry("bz2", "application/x-bzip2"),
            Map.entry("changes", "text/plain; charset=utf-8"),
            Map.entry("buildinfo", "text/plain; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("ddeb", "application/vnd.debian.binary-package"),
            Map.entry("deb", "application/vnd.debian.binary-package"),
            Map.entry("dsc", "text/prs.lines.tag; charset=utf-8"),
            Map.entry("gz", "application/gzip"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("lz4", "application/x-lz4"),
            Map.entry("png", "image/png"),
            Map.entry("rpm", "application/x-redhat-package-manager"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("udeb", "application/vnd.debian.binary-package"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("xml", "application/xml; charset=utf-8"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("zip", "application/zip"),
            Map.entry("zst", "application/zstd"));

    private ContentTypes() {}

    static String of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }
}
