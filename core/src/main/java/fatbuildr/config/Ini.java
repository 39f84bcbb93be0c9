package fatbuildr.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Several layers merged option by option, with the interpolation of config.md section 1.3. */
final class Ini {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_LENGTH = 1 << 16;
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(?<dollar>\\$)|\\{(?<name>[^}]+)\\}|(?<bad>))");

    private final Map<String, Map<String, IniEntry>> sections = new LinkedHashMap<>();

    /** A later layer replaces the options it has. */
    void add(Map<String, Map<String, IniEntry>> layer) {
        layer.forEach((name, options) ->
                sections.computeIfAbsent(name, _ -> new LinkedHashMap<>()).putAll(options));
    }

    /** The option as written, in the section itself or in {@code DEFAULT}. */
    Optional<IniEntry> raw(String section, String option) {
        return Optional.ofNullable(find(section, option));
    }

    /**
     * The option with its references resolved.
     *
     * @throws IllegalArgumentException with the reason when a reference is wrong
     */
    Optional<String> value(String section, String option) {
        return raw(section, option).map(entry -> interpolated(section, entry.value(), 1));
    }

    /** Where a file has options of the section, for the beginning of a message. */
    String place(String section) {
        return sections.getOrDefault(section, Map.of()).values().stream()
                .filter(entry -> entry.line() > 0)
                .findFirst()
                .map(entry -> entry.file() + ": ")
                .orElse("");
    }

    private @Nullable IniEntry find(String section, String option) {
        Map<String, IniEntry> options = sections.getOrDefault(section, Map.of());
        IniEntry entry = options.get(option);
        return entry != null
                ? entry
                : sections.getOrDefault(IniParser.DEFAULTS, Map.of()).get(option);
    }

    private String interpolated(String section, String text, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("references are nested too deeply, or in a circle");
        }
        StringBuilder out = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group("name");
            if (name == null && matcher.group("dollar") == null) {
                throw new IllegalArgumentException("a $ must be followed by $ or {: "
                        + text.substring(matcher.start()).lines().findFirst().orElse(""));
            }
            matcher.appendReplacement(
                    out, Matcher.quoteReplacement(name == null ? "$" : resolve(section, name, depth)));
            if (out.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("the value grows too long");
            }
        }
        return matcher.appendTail(out).toString();
    }

    private String resolve(String section, String name, int depth) {
        String[] path = name.split(":", -1);
        String target = path.length == 2 ? path[0] : section;
        String option = path[path.length - 1].toLowerCase(Locale.ROOT);
        IniEntry entry = path.length > 2 ? null : find(target, option);
        if (entry == null) {
            throw new IllegalArgumentException("reference to an unknown option: ${" + name + "}");
        }
        return interpolated(target, entry.value(), depth + 1);
    }
}
