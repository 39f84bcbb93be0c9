package fatbuildr.cli.options;

import java.util.Arrays;
import java.util.List;

/**
 * The word that a command takes besides its options, or the words.
 *
 * @param several whether all further words belong to it, none included
 * @param choices the words allowed, empty for any
 */
public record Positional(String label, boolean required, boolean several, List<String> choices, String description) {
    public Positional {
        choices = List.copyOf(choices);
    }

    public static Positional required(String label, String description) {
        return new Positional(label, true, false, List.of(), description);
    }

    public static Positional optional(String label, String description) {
        return new Positional(label, false, false, List.of(), description);
    }

    public static Positional choice(String label, String description, String... choices) {
        return new Positional(label, false, false, Arrays.asList(choices), description);
    }

    public static Positional words(String label, String description) {
        return new Positional(label, false, true, List.of(), description);
    }

    String usage() {
        String name = choices.isEmpty() ? label : String.join("|", choices);
        return required ? name : "[" + name + (several ? "…" : "") + "]";
    }
}
