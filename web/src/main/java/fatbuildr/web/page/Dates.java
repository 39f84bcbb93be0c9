package fatbuildr.web.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, in seconds since the epoch, as people and programs read them. */
final class Dates {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private Dates() {}

    static String local(long seconds) {
        return LOCAL.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
    }

    static String timeOfDay(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }

    static String iso(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }
}
