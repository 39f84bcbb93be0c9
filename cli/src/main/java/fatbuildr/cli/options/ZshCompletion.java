package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A completion function for zsh, with the descriptions of commands and options. */
public final class ZshCompletion extends CaseCompletion {
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

    private ZshCompletion() {}

    public static String of(CommandSpec<?> root) {
        return new ZshCompletion().text(SCRIPT, root);
    }

    @Override
    List<String> offers(String path, CommandSpec<?> command, List<? extends CommandSpec<?>> below) {
        String options = command.options().stream()
                .flatMap(option -> option.names().stream().map(name -> described(name, option.description())))
                .collect(Collectors.joining(" "));
        List<String> plain = new ArrayList<>();
        command.positional().ifPresent(word -> word.choices().forEach(choice -> plain.add(quoted(choice))));
        below.forEach(each -> plain.add(described(each.word(), each.header())));
        return List.of((path.isEmpty() ? "''" : path) + ") options=(" + options + ") plain=(" + String.join(" ", plain)
                + ") ;;");
    }

    @Override
    String offer(OptionSpec.ValueKind kind) {
        return switch (kind) {
            case DIRECTORY -> "_files -/";
            case FILE -> "_files";
            case TEXT -> "";
        };
    }

    private static String described(String word, String description) {
        return quoted(word + ":" + description);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
