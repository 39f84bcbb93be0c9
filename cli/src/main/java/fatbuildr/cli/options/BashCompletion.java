package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A completion script for bash: commands, options, and directories or files where an option takes one. */
public final class BashCompletion extends CaseCompletion {
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

    private BashCompletion() {}

    public static String of(CommandSpec<?> root) {
        return new BashCompletion().text(SCRIPT, root);
    }

    @Override
    List<String> offers(String path, CommandSpec<?> command, List<? extends CommandSpec<?>> below) {
        String options = command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        List<String> plain = new ArrayList<>();
        command.positional().ifPresent(word -> plain.addAll(word.choices()));
        below.forEach(each -> plain.add(each.word()));
        return List.of(
                path + ":-*) words=\"" + options + "\" ;;",
                path + ":*) words=\"" + (plain.isEmpty() ? options : String.join(" ", plain)) + "\" ;;");
    }

    @Override
    String offer(OptionSpec.ValueKind kind) {
        return switch (kind) {
            case DIRECTORY -> paths("-d");
            case FILE -> paths("-f");
            case TEXT -> "";
        };
    }

    /** Names with blanks whole, and quoted by the shell, which lets a directory be gone into further. */
    private static String paths(String action) {
        return "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen " + action + " -- \"$current\")";
    }
}
