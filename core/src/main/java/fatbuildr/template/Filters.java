package fatbuildr.template;

import fatbuildr.jinja.Environment;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.FloatValue;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The filters of artifact-definition.md section 6.2. */
final class Filters {
    private Filters() {}

    static Environment.Builder add(Environment.Builder builder, ZoneId zone) {
        return builder.filter("gittag", HostFunction.ofText(text -> text.replace('~', '-')))
                .filter("rpm_version", HostFunction.ofText(text -> text.replace('-', '~')))
                .filter("timestamp_rpmdate", timestamp("EEE MMM dd yyyy", zone))
                .filter("timestamp_iso", timestamp("yyyy-MM-dd HH:mm:ss", zone));
    }

    private static HostFunction timestamp(String pattern, ZoneId zone) {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone);
        return (arguments, _) -> {
            try {
                return Value.of(formatter.format(Instant.ofEpochSecond(seconds(arguments.get(0)))));
            } catch (DateTimeException | ArithmeticException outOfRange) {
                throw new EvaluationException("time out of range");
            }
        };
    }

    private static long seconds(Value value) {
        return switch (value) {
            case IntValue number -> number.value().longValueExact();
            case FloatValue number -> (long) Math.floor(number.value());
            default -> throw new EvaluationException("seconds since the epoch are expected, not " + value.typeName());
        };
    }
}
