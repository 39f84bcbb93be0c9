package fatbuildr.config;

import java.util.Optional;

/**
 * An option of the configuration file.
 *
 * @param value the default as written in the file, empty for an option that has none
 * @param doc a sentence or a few lines for the vendor file
 */
record Option(String section, String key, Optional<String> value, String doc) {
    static Option of(String section, String key, String value, String doc) {
        return new Option(section, key, Optional.of(value), doc);
    }

    static Option unset(String section, String key, String doc) {
        return new Option(section, key, Optional.empty(), doc);
    }
}
