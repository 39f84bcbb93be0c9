package fatbuildr.yaml;

import fatbuildr.error.FatbuildrException;

/**
 * Where a value stands.
 *
 * @param line counted from 1
 * @param key path of keys such as {@code formats.deb[0].name}, empty for the document
 */
public record Place(String file, int line, String key) {
    Place child(String name, int childLine) {
        return new Place(file, childLine, key.isEmpty() ? name : key + "." + name);
    }

    Place item(int index, int itemLine) {
        return new Place(file, itemLine, key + "[" + index + "]");
    }

    /** {@code FILE:LINE: KEY: REASON}. */
    public String message(String reason) {
        return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + reason;
    }

    public FatbuildrException error(String reason) {
        return FatbuildrException.invalid(message(reason));
    }
}
