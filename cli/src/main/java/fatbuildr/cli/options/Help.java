package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;

/** The help text of a command, for a terminal of 80 columns. */
public final class Help {
    private static final int WIDTH = 80;
    private static final int COLUMN = 28;

    private Help() {}

    /** Such as {@code Usage: fatbuildrctl watch [-h] [TASK]}, ended by a newline. */
    public static String usage(CommandSpec<?> command) {
        List<String> words = new ArrayList<>();
        command.options().stream().filter(OptionSpec::required).forEach(option -> words.add(option.usage()));
        command.options().stream()
                .filter(option -> !option.required())
                .forEach(option -> words.add("[" + option.usage() + "]"));
        command.positional().ifPresent(word -> words.add(word.usage()));
        if (!command.commands().isEmpty()) {
            words.add("COMMAND");
            words.add("...");
        }
        String start = "Usage: " + command.name();
        return String.join("\n", wrapped(start + " ", " ".repeat(Math.min(start.length() + 1, COLUMN)), words)) + "\n";
    }

    public static String of(CommandSpec<?> command) {
        StringBuilder help = new StringBuilder(usage(command));
        help.append('\n').append(command.header()).append('\n');
        help.append(commands(command));
        command.positional().ifPresent(word -> {
            help.append("\nArguments:\n");
            row(help, COLUMN, word.label(), description(word));
        });
        help.append("\nOptions:\n");
        command.options().forEach(option -> row(help, COLUMN, names(option), option.description()));
        if (!command.footer().isEmpty()) {
            help.append('\n');
            command.footer().forEach(line -> help.append(line).append('\n'));
        }
        return help.toString();
    }

    /** The commands below that one, each with its purpose; empty without any. */
    public static String commands(CommandSpec<?> command) {
        StringBuilder help = new StringBuilder();
        List<CommandSpec<?>> below = new ArrayList<>(command.commands());
        below.removeIf(CommandSpec::hidden);
        if (!below.isEmpty()) {
            help.append("\nCommands:\n");
            int column = 4
                    + below.stream()
                            .mapToInt(spec -> spec.word().length())
                            .max()
                            .orElse(0);
            below.forEach(spec -> row(help, column, spec.word(), spec.header()));
        }
        return help.toString();
    }

    static String description(Positional word) {
        return word.choices().isEmpty()
                ? word.description()
                : String.join(", ", word.choices()) + "; " + word.description();
    }

    private static String names(OptionSpec option) {
        String indent = option.names().getFirst().startsWith("--") ? "    " : "";
        String value = option.isFlag() ? "" : " " + option.label();
        return indent + String.join(", ", option.names()) + value;
    }

    private static void row(StringBuilder help, int column, String name, String description) {
        String start = "  " + name;
        List<String> words = List.of(description.split(" "));
        if (start.length() > column - 2) {
            help.append(start).append('\n');
            start = "";
        }
        String padded = start + " ".repeat(column - start.length());
        wrapped(padded, " ".repeat(column), words)
                .forEach(line -> help.append(line).append('\n'));
    }

    private static List<String> wrapped(String first, String indent, List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean fresh = true;
        for (String word : words) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
