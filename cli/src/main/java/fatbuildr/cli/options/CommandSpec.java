package fatbuildr.cli.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A command: what it takes, and what runs it. One with commands below it runs nothing itself.
 *
 * @param name with the names of the commands above it
 * @param header its purpose in one line
 * @param hidden left out of the help
 */
public record CommandSpec<T>(
        String name,
        String header,
        List<OptionSpec> options,
        Optional<Positional> positional,
        List<CommandSpec<T>> commands,
        List<String> footer,
        boolean hidden,
        Optional<T> action) {
    /** Taken by every command. */
    public static final OptionSpec HELP = OptionSpec.flag("Show this help and exit.", "-h", "--help");

    public CommandSpec {
        options = List.copyOf(options);
        commands = List.copyOf(commands);
        footer = List.copyOf(footer);
    }

    public static <T> CommandSpec<T> named(String name, String header) {
        return new CommandSpec<>(
                name, header, List.of(HELP), Optional.empty(), List.of(), List.of(), false, Optional.empty());
    }

    public CommandSpec<T> options(OptionSpec... more) {
        List<OptionSpec> all = new java.util.ArrayList<>(Arrays.asList(more));
        all.addAll(options);
        return new CommandSpec<>(name, header, all, positional, commands, footer, hidden, action);
    }

    public CommandSpec<T> positional(Positional word) {
        return new CommandSpec<>(name, header, options, Optional.of(word), commands, footer, hidden, action);
    }

    public CommandSpec<T> commands(List<CommandSpec<T>> below) {
        return new CommandSpec<>(name, header, options, positional, below, footer, hidden, action);
    }

    public CommandSpec<T> footer(String... lines) {
        return new CommandSpec<>(name, header, options, positional, commands, Arrays.asList(lines), hidden, action);
    }

    public CommandSpec<T> hide() {
        return new CommandSpec<>(name, header, options, positional, commands, footer, true, action);
    }

    public CommandSpec<T> runs(T how) {
        return new CommandSpec<>(name, header, options, positional, commands, footer, hidden, Optional.of(how));
    }

    /** The last word of its name. */
    String word() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    Optional<CommandSpec<T>> command(String word) {
        return commands.stream().filter(below -> below.word().equals(word)).findFirst();
    }
}
