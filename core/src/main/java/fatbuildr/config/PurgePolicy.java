package fatbuildr.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which finished tasks a history purge keeps (registry-keyring-tasks.md section 8.2). */
public sealed interface PurgePolicy {
    /** Keeps tasks submitted within the last {@code age}. */
    record Older(Duration age) implements PurgePolicy {}

    /** Keeps the {@code count} most recent tasks. */
    record Last(int count) implements PurgePolicy {}

    /** Keeps the {@code count} most recent tasks of each identity. */
    record Each(int count) implements PurgePolicy {}

    /** Keeps the newest tasks while their cumulated size stays below {@code bytes}. */
    record Size(long bytes) implements PurgePolicy {}

    /**
     * Reads {@code policy:value}.
     *
     * @throws IllegalArgumentException with the reason
     */
    static PurgePolicy parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("policy:value is expected, such as last:100");
        }
        String value = text.substring(colon + 1).strip();
        String policy = text.substring(0, colon).strip();
        return switch (policy) {
            case "older" -> older(value);
            case "last" -> new Last(count(value));
            case "each" -> new Each(count(value));
            case "size" -> size(value);
            default ->
                throw new IllegalArgumentException(
                        "unknown policy \"" + policy + "\": older, last, each or size is expected");
        };
    }

    private static PurgePolicy older(String value) {
        if (!value.matches("[0-9]{1,6}[hdmy]")) {
            throw new IllegalArgumentException("a number with the unit h, d, m or y is expected, such as older:30d");
        }
        return new Older(Durations.age(value));
    }

    private static int count(String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a number of tasks is expected, such as last:100");
        }
        return Integer.parseInt(value);
    }

    private static PurgePolicy size(String value) {
        Map<String, BigDecimal> units = Map.of(
                "Mb",
                new BigDecimal("125e3"),
                "Gb",
                new BigDecimal("125e6"),
                "Tb",
                new BigDecimal("125e9"),
                "MB",
                BigDecimal.valueOf(1L << 20),
                "GB",
                BigDecimal.valueOf(1L << 30),
                "TB",
                BigDecimal.valueOf(1L << 40));
        Matcher matcher = Pattern.compile("(?<number>[0-9]{1,15}(\\.[0-9]{1,6})?)\\s*(?<unit>[MGT][bB])")
                .matcher(value);
        BigDecimal unit = matcher.matches() ? units.get(matcher.group("unit")) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "a number with the unit Mb, Gb, Tb, MB, GB or TB is expected, such as size:100GB");
        }
        return new Size(new BigDecimal(matcher.group("number"))
                .multiply(unit)
                .setScale(0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact());
    }
}
