package fatbuildr.config;

import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Typed options of one section; every failure tells file, section, option, value and reason. */
final class OptionReader {
    private final Ini ini;
    private final String section;

    OptionReader(Ini ini, String section) {
        this.ini = ini;
        this.section = section;
    }

    /** Empty when the option is not set at all. */
    <T> Optional<T> optional(String key, Function<String, T> parser) {
        try {
            return ini.value(section, key).map(parser);
        } catch (IllegalArgumentException wrong) {
            throw error(key, wrong);
        }
    }

    /** The option must have a value: those with a default always do. */
    <T> T required(String key, Function<String, T> parser) {
        return optional(key, parser)
                .orElseThrow(() -> FatbuildrException.invalid(
                        ini.place(section) + "[" + section + "] " + key + ": the option is missing"));
    }

    String text(String key) {
        return required(key, OptionReader::notEmpty);
    }

    Path path(String key) {
        return required(key, OptionReader::asPath);
    }

    boolean flag(String key) {
        return required(key, OptionReader::asFlag);
    }

    /** False when the format has no such option. */
    boolean optionalFlag(String key) {
        return optional(key, OptionReader::asFlag).orElse(false);
    }

    int integer(String key, int least, int most) {
        return required(key, text -> asInteger(text, least, most));
    }

    CommandTemplate command(String key) {
        return required(key, CommandSplitter::command);
    }

    Optional<CommandTemplate> optionalCommand(String key) {
        return optional(key, CommandSplitter::command);
    }

    List<CommandTemplate> commands(String key) {
        return optional(key, text -> text.isBlank() ? List.<CommandTemplate>of() : CommandSplitter.commands(text))
                .orElse(List.of());
    }

    /** Shell-like words, empty when the option is not set or empty. */
    List<String> words(String key) {
        return optional(key, CommandSplitter::words).orElse(List.of());
    }

    static List<String> commaList(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
    }

    static Path asPath(String text) {
        return Path.of(notEmpty(text));
    }

    private static String notEmpty(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a value is required");
        }
        return text.strip();
    }

    private static boolean asFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "true", "on" -> true;
            case "0", "no", "false", "off" -> false;
            default -> throw new IllegalArgumentException("yes or no is expected");
        };
    }

    private static int asInteger(String text, int least, int most) {
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw new IllegalArgumentException("an integer is expected");
        }
        long value = Long.parseLong(text);
        if (value < least || value > most) {
            throw new IllegalArgumentException("an integer between " + least + " and " + most + " is expected");
        }
        return (int) value;
    }

    private FatbuildrException error(String key, IllegalArgumentException cause) {
        IniEntry entry = ini.raw(section, key).orElseThrow(() -> cause);
        String value = entry.value().replaceAll("\\s*\\R\\s*", " ");
        String shown = value.length() > 200 ? value.substring(0, 200) + "…" : value;
        return FatbuildrException.invalid(
                entry.place() + ": [" + section + "] " + key + " = " + shown + ": " + cause.getMessage(), cause);
    }
}
