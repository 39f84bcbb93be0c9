package fatbuildr.cli.options;

import java.util.Arrays;
import java.util.List;

/**
 * An option of a command, also the key of its value. Its names make it what it is: no two options of a command share
 * one.
 *
 * @param names short ones first, with their dashes
 * @param label of the value in the help, empty for a flag
 * @param several whether it takes all following words up to the next option
 */
public record OptionSpec(List<String> names, String label, boolean required, boolean several, String description) {
    public OptionSpec {
        names = List.copyOf(names);
    }

    public static OptionSpec flag(String description, String... names) {
        return new OptionSpec(Arrays.asList(names), "", false, false, description);
    }

    public static OptionSpec value(String label, String description, String... names) {
        return new OptionSpec(Arrays.asList(names), label, false, false, description);
    }

    public static OptionSpec required(String label, String description, String... names) {
        return new OptionSpec(Arrays.asList(names), label, true, false, description);
    }

    public static OptionSpec several(String label, String description, String... names) {
        return new OptionSpec(Arrays.asList(names), label, false, true, description);
    }

    /** Written out because what a record has of itself is made by method handles: 20 ms of each command. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OptionSpec option && names.equals(option.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    boolean isFlag() {
        return label.isEmpty();
    }

    /** What a shell can offer for a value. */
    enum ValueKind {
        DIRECTORY,
        FILE,
        TEXT,
    }

    ValueKind valueKind() {
        if (label.endsWith("DIR")) {
            return ValueKind.DIRECTORY;
        }
        return label.endsWith("FILE") ? ValueKind.FILE : ValueKind.TEXT;
    }

    /** The name that messages use. */
    String longName() {
        return names.stream().filter(name -> name.startsWith("--")).findFirst().orElse(names.getFirst());
    }

    /** Such as {@code -a NAME}. */
    String usage() {
        String value = isFlag() ? "" : " " + label + (several ? "..." : "");
        return names.getFirst() + value;
    }
}
