package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.List;

/** Completions for fish, with the descriptions of commands and options. */
public final class FishCompletion {
    private static final String FUNCTION = """
            # fish completion for @PROGRAM@
            function __@PROGRAM@_at
                set -l at ''
                set -l words (commandline -opc)
                set -e words[1]
                for word in $words
                    if contains -- "$at/$word" @PATHS@
                        set at "$at/$word"
                    end
                end
                test "$at" = "$argv[1]"
            end
            complete -c @PROGRAM@ -f
            """;

    private final String program;
    private final List<String> paths = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    public static String of(CommandSpec<?> root) {
        FishCompletion completion = new FishCompletion(root.name());
        completion.visit("", root);
        return FUNCTION.replace("@PATHS@", String.join(" ", completion.paths)).replace("@PROGRAM@", root.name())
                + String.join("\n", completion.lines)
                + "\n";
    }

    private void visit(String path, CommandSpec<?> command) {
        command.positional().ifPresent(word -> word.choices().forEach(choice -> word(path, choice, "")));
        for (CommandSpec<?> below : command.commands()) {
            if (!below.hidden()) {
                paths.add(path + "/" + below.word());
                word(path, below.word(), below.header());
                visit(path + "/" + below.word(), below);
            }
        }
        command.options().forEach(option -> option(path, option));
    }

    private void word(String path, String word, String description) {
        lines.add(at(path) + " -a " + quoted(word) + (description.isEmpty() ? "" : " -d " + quoted(description)));
    }

    private void option(String path, OptionSpec option) {
        StringBuilder line = new StringBuilder(at(path));
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (!option.isFlag()) {
            line.append(
                    switch (option.valueKind()) {
                        case DIRECTORY -> " -x -a '(__fish_complete_directories)'";
                        case FILE -> " -r -F";
                        case TEXT -> " -x";
                    });
        }
        lines.add(line.append(" -d ").append(quoted(option.description())).toString());
    }

    private String at(String path) {
        return "complete -c " + program + " -n \"__" + program + "_at '" + path + "'\"";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
