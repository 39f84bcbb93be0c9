package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A completion script for bash: commands, options, and directories or files where an option takes one. */
public final class BashCompletion {
    private static final String SCRIPT = """
            # bash completion for @PROGRAM@
            _@PROGRAM@() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path= words= i
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case $path/${COMP_WORDS[i]} in
                        @PATHS@) path=$path/${COMP_WORDS[i]} ;;
                    esac
                done
                case $path:$previous in
            @VALUES@
                esac
                case $path:$current in
            @WORDS@
                esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -F _@PROGRAM@ @PROGRAM@
            """;

    private final List<String> paths = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private BashCompletion() {}

    public static String of(CommandSpec<?> root) {
        BashCompletion completion = new BashCompletion();
        completion.visit("", root);
        return SCRIPT.replace("@PATHS@", String.join("|", completion.paths))
                .replace("@VALUES@", String.join("\n", completion.values))
                .replace("@WORDS@", String.join("\n", completion.words))
                .replace("@PROGRAM@", root.name());
    }

    private void visit(String path, CommandSpec<?> command) {
        for (OptionSpec option : command.options()) {
            if (!option.isFlag()) {
                value(path, option);
            }
        }
        String options = command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        words.add("        " + path + ":-*) words=\"" + options + "\" ;;");
        List<String> plain = new ArrayList<>();
        command.positional().ifPresent(word -> plain.addAll(word.choices()));
        for (CommandSpec<?> below : command.commands()) {
            if (!below.hidden()) {
                plain.add(below.word());
                paths.add(path + "/" + below.word());
                visit(path + "/" + below.word(), below);
            }
        }
        words.add("        " + path + ":*) words=\"" + (plain.isEmpty() ? options : String.join(" ", plain)) + "\" ;;");
    }

    private void value(String path, OptionSpec option) {
        String cases = option.names().stream().map(name -> path + ":" + name).collect(Collectors.joining("|"));
        String reply = switch (option.valueKind()) {
            case DIRECTORY -> "COMPREPLY=($(compgen -d -- \"$current\")); ";
            case FILE -> "COMPREPLY=($(compgen -f -- \"$current\")); ";
            case TEXT -> "";
        };
        values.add("        " + cases + ") " + reply + "return ;;");
    }
}
