package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A completion function for zsh, with the descriptions of commands and options. */
public final class ZshCompletion {
    private static final String SCRIPT = """
            #compdef @PROGRAM@
            _@PROGRAM@() {
                local at= previous=${words[CURRENT-1]}
                local -i i
                local -a options plain
                for ((i = 2; i < CURRENT; i++)); do
                    case $at/${words[i]} in
                        @PATHS@) at=$at/${words[i]} ;;
                    esac
                done
                case $at:$previous in
            @VALUES@
                esac
                case $at in
            @WORDS@
                esac
                if [[ ${words[CURRENT]} == -* ]] || (( ! $#plain )); then
                    _describe -o option options
                else
                    _describe word plain
                fi
            }
            if [ "$funcstack[1]" = "_@PROGRAM@" ]; then
                _@PROGRAM@ "$@"
            else
                compdef _@PROGRAM@ @PROGRAM@
            fi
            """;

    private final List<String> paths = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private ZshCompletion() {}

    public static String of(CommandSpec<?> root) {
        ZshCompletion completion = new ZshCompletion();
        completion.visit("", root);
        return SCRIPT.replace("@PATHS@", String.join("|", completion.paths))
                .replace("@VALUES@", String.join("\n", completion.values))
                .replace("@WORDS@", String.join("\n", completion.words))
                .replace("@PROGRAM@", root.name());
    }

    private void visit(String path, CommandSpec<?> command) {
        command.options().stream().filter(option -> !option.isFlag()).forEach(option -> value(path, option));
        String options = command.options().stream()
                .flatMap(option -> option.names().stream().map(name -> described(name, option.description())))
                .collect(Collectors.joining(" "));
        List<String> plain = new ArrayList<>();
        command.positional().ifPresent(word -> word.choices().forEach(choice -> plain.add(quoted(choice))));
        for (CommandSpec<?> below : command.commands()) {
            if (!below.hidden()) {
                plain.add(described(below.word(), below.header()));
                paths.add(path + "/" + below.word());
                visit(path + "/" + below.word(), below);
            }
        }
        words.add("        " + (path.isEmpty() ? "''" : path) + ") options=(" + options + ") plain=("
                + String.join(" ", plain) + ") ;;");
    }

    private void value(String path, OptionSpec option) {
        String cases = option.names().stream().map(name -> path + ":" + name).collect(Collectors.joining("|"));
        String reply = switch (option.valueKind()) {
            case DIRECTORY -> "_files -/; ";
            case FILE -> "_files; ";
            case TEXT -> "";
        };
        values.add("        " + cases + ") " + reply + "return ;;");
    }

    private static String described(String word, String description) {
        return quoted(word + ":" + description);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
