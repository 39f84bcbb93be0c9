package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's {@code fatbuildr.ini} (cli.md section 2). Values are literal, {@code %%} is {@code %}; lines that are
 * indented deeper than their key go on with it.
 *
 * @param path where it was looked for
 * @param values {@code section.key} to value
 */
record Preferences(Path path, Map<String, String> values) {
    Preferences {
        values = Map.copyOf(values);
    }

    static Path defaultPath(Surroundings surroundings) {
        return surroundings.directory("XDG_CONFIG_HOME", ".config").resolve("fatbuildr.ini");
    }

    /** A file that does not exist is empty. */
    static Preferences load(Path path) {
        try {
            return new Preferences(path, parse(path, Files.readAllLines(path)));
        } catch (NoSuchFileException absent) {
            return new Preferences(path, Map.of());
        } catch (MalformedInputException e) {
            throw Failure.runtime("preferences file " + path + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw Failure.runtime("unable to read the preferences file " + path + ": " + e.getMessage(), e);
        }
    }

    /** The value; empty when the key is absent or has no value. */
    Optional<String> get(String section, String key) {
        return Optional.ofNullable(values.get(section + "." + key)).filter(value -> !value.isEmpty());
    }

    private static Map<String, String> parse(Path path, List<String> lines) {
        Map<String, String> values = new HashMap<>();
        String section = "";
        String key = "";
        int indent = 0;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            int lineIndent = lines.get(number - 1).indexOf(line.charAt(0));
            if (!key.isEmpty() && lineIndent > indent) {
                values.merge(key, literal(line), (value, more) -> value + "\n" + more);
                continue;
            }
            indent = lineIndent;
            key = "";
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
                continue;
            }
            int separator = separator(line);
            if (separator < 1 || section.isEmpty()) {
                throw Failure.runtime("preferences file " + path + ", line " + number + ": "
                        + (separator < 1 ? "neither [section] nor key = value" : "key before the first [section]"));
            }
            key = section + "." + line.substring(0, separator).strip().toLowerCase(Locale.ROOT);
            values.put(key, literal(line.substring(separator + 1).strip()));
        }
        return values;
    }

    private static String literal(String value) {
        return value.replace("%%", "%");
    }

    private static int separator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }
}
