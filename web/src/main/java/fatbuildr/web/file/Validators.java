package fatbuildr.web.file;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file's state as conditional requests compare it (RFC 9110 section 13).
 *
 * <p>A date says nothing about changes in its own second. So a file this young is told to be one second older than it
 * is: a client that fetched it just before another change, or got it half, asks with that date and gets the new state.
 *
 * @param etag strong, with its quotes
 * @param lastModified whole seconds
 * @param told the date for clients
 */
public record Validators(String etag, Instant lastModified, Instant told) {
    private static final long RACY_SECONDS = 2;

    /** RFC 9110 wants two digits for the day, unlike {@link DateTimeFormatter#RFC_1123_DATE_TIME}. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

    static Validators of(String etag, Instant modified, Instant now) {
        Instant second = modified.truncatedTo(ChronoUnit.SECONDS);
        boolean racy = now.isBefore(second.plusSeconds(RACY_SECONDS));
        return new Validators(etag, second, racy ? second.minusSeconds(1) : second);
    }

    /** Those of the same content in another form. */
    Validators ofUnpacked() {
        return new Validators(etag.substring(0, etag.length() - 1) + "-unpacked\"", lastModified, told);
    }

    String lastModifiedHeader() {
        return HTTP_DATE.format(told.atZone(ZoneOffset.UTC));
    }

    /** Whether the client wants this state of the file only, and it is another; {@code If-Match} wins over the date. */
    boolean refused(@Nullable String ifMatch, @Nullable String ifUnmodifiedSince) {
        if (ifMatch != null) {
            return !names(ifMatch, etag, Comparison.STRONG);
        }
        return date(ifUnmodifiedSince).filter(lastModified::isAfter).isPresent();
    }

    /** Whether the client's copy is still good; {@code If-None-Match} wins over the date. */
    boolean notModified(@Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
        if (ifNoneMatch != null) {
            return matches(ifNoneMatch, etag);
        }
        return date(ifModifiedSince).filter(date -> !lastModified.isAfter(date)).isPresent();
    }

    /** Whether a range may be served to continue the client's copy: {@code If-Range} names exactly this state. */
    boolean continues(@Nullable String ifRange) {
        if (ifRange == null) {
            return true;
        }
        String condition = ifRange.strip();
        return condition.startsWith("\"")
                ? condition.equals(etag)
                : date(condition).filter(lastModified::equals).isPresent();
    }

    /** Whether a value of {@code If-None-Match} names the strong tag. */
    public static boolean matches(String ifNoneMatch, String etag) {
        return names(ifNoneMatch, etag, Comparison.WEAK);
    }

    /** Section 8.8.3.2: only the weak comparison takes a weak tag for the strong one beside it. */
    private enum Comparison {
        STRONG,
        WEAK
    }

    /** Whether the list of tags, which may hold commas themselves, has the strong tag in it, or is a star. */
    private static boolean names(String tags, String etag, Comparison comparison) {
        return tags.strip().equals("*")
                || TAG.matcher(tags)
                        .results()
                        .anyMatch(tag ->
                                tag.group(2).equals(etag) && (comparison == Comparison.WEAK || tag.group(1) == null));
    }

    private static Optional<Instant> date(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
