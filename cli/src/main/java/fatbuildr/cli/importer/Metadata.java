package fatbuildr.cli.importer;

import java.util.List;

/** Text of an {@code artifact.yml}; every scalar that could be taken for a number is quoted. */
final class Metadata {
    private final StringBuilder out = new StringBuilder();

    private Metadata() {}

    /** @param version of the package, for one without archives */
    static String text(String version, List<ImportedSource> sources, String format, String release) {
        Metadata metadata = new Metadata();
        if (sources.size() > 1) {
            metadata.several(sources);
        } else {
            metadata.single(version, sources);
        }
        metadata.out
                .append(format)
                .append(":\n  release: ")
                .append(quoted(release))
                .append('\n');
        return metadata.out.toString();
    }

    private void single(String version, List<ImportedSource> sources) {
        out.append("version: ").append(quoted(version)).append('\n');
        for (ImportedSource source : sources) {
            if (source.url().isEmpty()) {
                out.append("# Fill in where ")
                        .append(source.file().getFileName())
                        .append(" can be downloaded:\n#");
            }
            out.append("source: ").append(quoted(source.url())).append('\n');
            out.append("checksums:\n");
            checksum("  ", source);
        }
    }

    private void several(List<ImportedSource> sources) {
        out.append("versions:\n");
        sources.forEach(source -> pair(source.id(), source.version()));
        out.append("sources:\n");
        for (ImportedSource source : sources) {
            if (source.url().isEmpty()) {
                out.append("  # Fill in where this archive can be downloaded:\n");
            }
            pair(
                    source.id(),
                    source.url().isEmpty()
                            ? "https://fill-in.invalid/" + source.file().getFileName()
                            : source.url());
        }
        out.append("checksums:\n");
        for (ImportedSource source : sources) {
            out.append("  ").append(quoted(source.id())).append(":\n");
            checksum("    ", source);
        }
    }

    private void pair(String key, String value) {
        out.append("  ").append(quoted(key)).append(": ").append(quoted(value)).append('\n');
    }

    private void checksum(String indent, ImportedSource source) {
        out.append(indent).append(quoted(source.version())).append(":\n");
        out.append(indent).append("  sha256: ").append(source.sha256()).append('\n');
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
