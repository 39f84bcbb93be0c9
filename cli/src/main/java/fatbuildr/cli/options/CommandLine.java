package fatbuildr.cli.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a command line: options of a command before the word that names the command below it, options and words mixed,
 * long options abbreviated to any prefix that means one option, {@code --opt value}, {@code --opt=value},
 * {@code -ovalue}, short flags joined, and {@code --} as the end of options.
 */
public final class CommandLine<T> {
    private final Arguments general = new Arguments();
    private final List<String> words;
    private CommandSpec<T> command;
    private Arguments arguments = general;
    private int next;
    private boolean help;

    private CommandLine(CommandSpec<T> root, List<String> words) {
        this.command = root;
        this.words = words;
    }

    /** Nothing is checked yet: {@link #read} does. */
    public static <T> CommandLine<T> of(CommandSpec<T> root, String... words) {
        return new CommandLine<>(root, Arrays.asList(words));
    }

    /** Fails with a {@link UsageException}; {@link #command} is then the command it is about. */
    public void read() {
        boolean options = true;
        while (next < words.size() && !help) {
            String word = words.get(next++);
            if (options && word.equals("--")) {
                options = false;
            } else if (options && word.startsWith("--")) {
                longOption(word);
            } else if (options && word.startsWith("-") && word.length() > 1) {
                shortOptions(word);
            } else {
                word(word);
            }
        }
        if (!help) {
            checkComplete();
        }
    }

    public CommandSpec<T> command() {
        return command;
    }

    /** Of the command itself. */
    public Arguments arguments() {
        return arguments;
    }

    /** Given before the first command. */
    public Arguments general() {
        return general;
    }

    public boolean helpRequested() {
        return help;
    }

    private void word(String word) {
        if (!command.commands().isEmpty()) {
            command = command.command(word).orElseThrow(() -> unknown("command", word, commandWords()));
            arguments = new Arguments();
            return;
        }
        Positional positional = command.positional()
                .filter(one -> one.several() || arguments.word().isEmpty())
                .orElseThrow(() -> new UsageException("unexpected word " + word));
        if (!positional.choices().isEmpty() && !positional.choices().contains(word)) {
            throw new UsageException(positional.label() + " " + word + " is not one of "
                    + String.join(", ", positional.choices()) + Suggestion.of(word, positional.choices()));
        }
        arguments.word(word);
    }

    private static UsageException unknown(String what, String word, List<String> known) {
        return new UsageException("unknown " + what + " " + word + Suggestion.of(word, known));
    }

    private List<String> commandWords() {
        return command.commands().stream()
                .filter(below -> !below.hidden())
                .map(CommandSpec::word)
                .toList();
    }

    private List<String> optionNames() {
        return command.options().stream()
                .flatMap(option -> option.names().stream())
                .toList();
    }

    private void longOption(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        OptionSpec option = named(name);
        if (equals < 0) {
            take(option, Optional.empty());
        } else if (option.isFlag()) {
            throw new UsageException(option.longName() + " takes no value");
        } else {
            take(option, Optional.of(word.substring(equals + 1)));
        }
    }

    private OptionSpec named(String name) {
        Optional<OptionSpec> exact = exact(name);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<OptionSpec> meant = command.options().stream()
                .filter(option -> option.names().stream().anyMatch(full -> full.startsWith(name)))
                .toList();
        if (meant.isEmpty()) {
            throw unknown("option", name, optionNames());
        }
        if (meant.size() > 1) {
            throw new UsageException(name + " may mean "
                    + meant.stream().map(OptionSpec::longName).collect(Collectors.joining(" or ")));
        }
        return meant.getFirst();
    }

    private Optional<OptionSpec> exact(String name) {
        return command.options().stream()
                .filter(option -> option.names().contains(name))
                .findFirst();
    }

    private void shortOptions(String word) {
        for (int i = 1; i < word.length() && !help; i++) {
            String name = "-" + word.charAt(i);
            OptionSpec option = exact(name).orElseThrow(() -> new UsageException("unknown option " + name));
            String rest = word.substring(i + 1);
            if (!option.isFlag() && !rest.isEmpty()) {
                take(option, Optional.of(rest.startsWith("=") ? rest.substring(1) : rest));
                return;
            }
            take(option, Optional.empty());
        }
    }

    private void take(OptionSpec option, Optional<String> attached) {
        if (option.equals(CommandSpec.HELP)) {
            help = true;
        } else if (option.isFlag()) {
            arguments.add(option, List.of(""));
        } else if (attached.isPresent()) {
            arguments.add(option, List.of(attached.get()));
        } else {
            int from = next;
            while (next < words.size() && !isOption(words.get(next)) && (option.several() || next == from)) {
                next++;
            }
            if (next == from) {
                throw new UsageException(option.longName() + " needs a value: " + option.label());
            }
            arguments.add(option, words.subList(from, next));
        }
    }

    /** A word that begins with a dash may still be a value, unless an option is called so. */
    private boolean isOption(String word) {
        if (word.equals("--")) {
            return true;
        }
        if (!word.startsWith("-") || word.length() < 2) {
            return false;
        }
        String name = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
        if (!word.startsWith("--")) {
            return exact(word.substring(0, 2)).isPresent();
        }
        return command.options().stream()
                .anyMatch(option -> option.names().stream().anyMatch(full -> full.startsWith(name)));
    }

    private void checkComplete() {
        command.options().stream()
                .filter(option -> option.required() && !arguments.has(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new UsageException("option " + option.longName() + " " + option.label() + " is missing");
                });
        command.positional()
                .filter(positional -> positional.required() && arguments.word().isEmpty())
                .ifPresent(positional -> {
                    throw new UsageException(positional.label() + " is missing");
                });
    }
}
