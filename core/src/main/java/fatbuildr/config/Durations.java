package fatbuildr.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number of days, or one with a unit; a month is 30 days, a year 365. */
public final class Durations {
    private static final Pattern DURATION = Pattern.compile("(?<count>[0-9]{1,6})(?<unit>[hdwmy]?)");
    private static final Set<String> NEVER = Set.of("0", "no", "false", "off");
    private static final Set<String> ALWAYS = Set.of("yes", "true", "on");

    private Durations() {}

    /**
     * How long a key is valid, empty for ever (config.md section 1.4, {@code keyring.expires}).
     *
     * @throws IllegalArgumentException with the reason
     */
    public static Optional<Duration> validity(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (NEVER.contains(word)) {
            return Optional.empty();
        }
        if (ALWAYS.contains(word)) {
            throw new IllegalArgumentException("a duration is required, such as 90d or 2y");
        }
        if (word.endsWith("h")) {
            throw new IllegalArgumentException("not a duration of days, weeks, months or years (90d, 6w, 3m, 2y)");
        }
        return Optional.of(age(text)).filter(Duration::isPositive);
    }

    /** A duration in hours, days, weeks, months or years; days without a unit. */
    static Duration age(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a duration: a number with an optional unit, such as 90d, 6w, 3m or 2y");
        }
        long count = Long.parseLong(matcher.group("count"));
        return switch (matcher.group("unit")) {
            case "h" -> Duration.ofHours(count);
            case "w" -> Duration.ofDays(7 * count);
            case "m" -> Duration.ofDays(30 * count);
            case "y" -> Duration.ofDays(365 * count);
            default -> Duration.ofDays(count);
        };
    }
}
