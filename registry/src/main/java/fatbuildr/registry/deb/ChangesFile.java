package fatbuildr.registry.deb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code .changes} file: everything one build produced, verified.
 *
 * @param path the {@code .changes} file
 */
public record ChangesFile(Path path, Stanza stanza, String source, DebVersion version, List<ListedFile> files) {
    private static final int MAX_CHANGES = 4 << 20;

    public ChangesFile {
        files = List.copyOf(files);
    }

    /** Reads a {@code .changes} file and verifies the files beside it. */
    public static ChangesFile read(Path path) {
        String where = DebReader.name(path);
        String text = new String(DscPackage.smallFile(path, MAX_CHANGES), StandardCharsets.UTF_8);
        Stanza stanza = ControlParser.parseOne(text, where);
        // a binary-only upload is written as "name (source version)"
        String source = PackageName.check(stanza.require("Source", where).replaceFirst("\\s+\\(.*\\)$", ""), where);
        DebVersion version = DebVersion.parse(stanza.require("Version", where), where);
        Path directory = Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
        return new ChangesFile(path, stanza, source, version, ListedFile.verified(stanza, directory, where));
    }

    public List<String> architectures() {
        return stanza.get("Architecture").stream()
                .flatMap(Pattern.compile("\\s+")::splitAsStream)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The binary packages. */
    public List<ListedFile> packages() {
        return files.stream().filter(file -> file.name().endsWith(".deb")).toList();
    }

    /** The {@code .dsc}, when the build made a source package. */
    public Optional<ListedFile> dsc() {
        return files.stream().filter(file -> file.name().endsWith(".dsc")).findFirst();
    }
}
