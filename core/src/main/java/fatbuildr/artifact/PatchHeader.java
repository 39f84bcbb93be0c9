package fatbuildr.artifact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The DEP-3 header of a patch (artifact-definition.md section 8.2).
 *
 * @param fields values of several lines keep their newlines; names are found in any case
 */
public record PatchHeader(Map<String, String> fields) {
    private static final int MAX_BYTES = 1 << 16;
    private static final Pattern FIELD = Pattern.compile("(?<name>[A-Za-z0-9][!-9;-~]*)[ \\t]*:(?<value>.*)");
    /** What ends a header besides a blank line: the diff, or the three dashes of DEP-3 and mailed patches. */
    private static final Pattern END = Pattern.compile("---.*|diff .*|Index: .*|\\+\\+\\+ .*|===.*|@@ .*");

    private static final Pattern MAIL = Pattern.compile("From [0-9a-f]{7,64} .*");

    public PatchHeader {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }

    /** Reads the beginning of a patch; bytes that are no UTF-8 are tolerated, and so is the lack of a header. */
    public static PatchHeader parse(byte[] patch) {
        return parse(new String(patch, 0, Math.min(patch.length, MAX_BYTES), StandardCharsets.UTF_8));
    }

    static PatchHeader parse(String text) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        @Nullable String name = null;
        boolean started = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                if (started) {
                    break;
                }
                continue;
            }
            if (END.matcher(line).matches()) {
                break;
            }
            Matcher field = FIELD.matcher(line);
            if (name != null && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                fields.merge(name, line.strip(), (value, more) -> value + "\n" + more);
            } else if (field.matches()) {
                name = field.group("name").toLowerCase(Locale.ROOT);
                fields.put(name, field.group("value").strip());
            } else if (fields.isEmpty()
                    && line.charAt(0) != '#'
                    && (started || !MAIL.matcher(line).matches())) {
                break;
            }
            started = true;
        }
        return new PatchHeader(fields);
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Whether the whole file is a template. */
    public boolean isTemplate() {
        return field("Template").filter("yes"::equals).isPresent();
    }

    /** Why the patch is not for that build, empty when it is. */
    public Optional<String> mismatch(String format, String distribution) {
        return excluded("Formats", format).or(() -> excluded("Distributions", distribution));
    }

    private Optional<String> excluded(String name, String wanted) {
        List<String> items = field(name).map(PatchHeader::items).orElse(List.of());
        return items.isEmpty() || items.contains(wanted)
                ? Optional.empty()
                : Optional.of("it is for " + name.toLowerCase(Locale.ROOT) + " " + String.join(", ", items) + " only");
    }

    /** What stands in front of the diff, and of the dashes that may close it: fields and free text. */
    public static String text(String patch) {
        return patch.lines().takeWhile(line -> !END.matcher(line).matches()).collect(Collectors.joining("\n"));
    }

    private static List<String> items(String value) {
        return Arrays.stream(value.split("[\\s,]+", -1))
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
