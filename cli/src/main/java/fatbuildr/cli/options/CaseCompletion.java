package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A completion script whose shell looks up in {@code case} what may follow: one entry per command and option. */
abstract class CaseCompletion {
    private static final String INDENT = "        ";

    private final List<String> paths = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /** What the script does for the value of an option; empty where nothing is offered. */
    abstract String offer(OptionSpec.ValueKind kind);

    /** The entries that offer the words after a command, those below it left out that are hidden. */
    abstract List<String> offers(String path, CommandSpec<?> command, List<? extends CommandSpec<?>> below);

    /** Fills in the script. */
    final String text(String script, CommandSpec<?> root) {
        visit("", root);
        return script.replace("@PATHS@", String.join("|", paths))
                .replace("@VALUES@", String.join("\n", values))
                .replace("@WORDS@", String.join("\n", words))
                .replace("@PROGRAM@", root.name());
    }

    private void visit(String path, CommandSpec<?> command) {
        command.options().stream().filter(option -> !option.isFlag()).forEach(option -> value(path, option));
        List<? extends CommandSpec<?>> below =
                command.commands().stream().filter(each -> !each.hidden()).toList();
        offers(path, command, below).forEach(entry -> words.add(INDENT + entry));
        for (CommandSpec<?> each : below) {
            String longer = path + "/" + each.word();
            paths.add(longer);
            visit(longer, each);
        }
    }

    private void value(String path, OptionSpec option) {
        String cases = option.names().stream().map(name -> path + ":" + name).collect(Collectors.joining("|"));
        String offer = offer(option.valueKind());
        values.add(INDENT + cases + ") " + (offer.isEmpty() ? "" : offer + "; ") + "return ;;");
    }
}
