package fatbuildr.build.deb;

import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.FileDigests;
import fatbuildr.registry.deb.Stanza;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The {@code .changes} of binary packages with the source package added, as {@code dpkg-genchanges -sa} writes it:
 * the source is always included, whatever upstream version was published before.
 */
record FullChanges(SourcePackage source, SourceControl control) {
    String text(String binaryChanges, String where) throws IOException {
        Stanza changes = ControlParser.parseOne(binaryChanges, where);
        Map<String, FileDigests> files = new LinkedHashMap<>();
        for (String name : source.files()) {
            files.put(name, FileDigests.of(source.directory().resolve(name)));
        }
        String section = control.source().get("Section").orElse("-").strip();
        String priority = control.source().get("Priority").orElse("-").strip();
        changes = changes.with("Architecture", "source " + changes.require("Architecture", where));
        changes = with(changes, "Checksums-Sha1", files, digests -> digests.sha1() + " " + digests.size());
        changes = with(changes, "Checksums-Sha256", files, digests -> digests.sha256() + " " + digests.size());
        changes = with(
                changes,
                "Files",
                files,
                digests -> digests.md5() + " " + digests.size() + " " + section + " " + priority);
        return changes.text();
    }

    private static Stanza with(
            Stanza changes, String field, Map<String, FileDigests> files, Function<FileDigests, String> line) {
        StringBuilder value = new StringBuilder();
        files.forEach((name, digests) ->
                value.append("\n ").append(line.apply(digests)).append(' ').append(name));
        return changes.with(field, value + changes.get(field).orElse(""));
    }

    /** Replaces the file. */
    void write(Path changes) throws IOException {
        String text = text(Files.readString(changes), String.valueOf(changes.getFileName()));
        Files.write(changes, text.getBytes(StandardCharsets.UTF_8));
    }
}
