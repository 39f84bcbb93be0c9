package fatbuildr.jinja;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cases compared with the reference: one template a line, where {@code ⏎} stands for a newline and {@code ␍} for a
 * carriage return; lines that begin with {@code ##} are headings.
 */
final class CaseFiles {
    private CaseFiles() {}

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<String, String> file : files("cases").entrySet()) {
            for (String line : file.getValue().split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("##")) {
                    String source = line.replace('⏎', '\n').replace('␍', '\r');
                    Stream.of("plain", "trim", "escape")
                            .forEach(mode -> cases.add(new Case(file.getKey(), source, mode)));
                }
            }
        }
        return cases;
    }

    static Map<String, String> templates() throws IOException {
        return files("templates");
    }

    static Map<String, Object> variables() throws IOException {
        return new ObjectMapper()
                .readValue(directory().resolve("variables.json").toFile(), new TypeReference<>() {});
    }

    private static Map<String, String> files(String name) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory().resolve(name))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private static Path directory() {
        try {
            return Path.of(CaseFiles.class.getResource("variables.json").toURI())
                    .getParent();
        } catch (URISyntaxException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
