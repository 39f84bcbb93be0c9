package fatbuildr.web.file;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a {@code Range} header asks of a file of known size (RFC 9110 section 14). */
public sealed interface ByteRange {
    /** Everything: no range, one that is to be ignored, or several at once, which a server may ignore. */
    record Whole() implements ByteRange {}

    /** Offsets of the first and the last byte. */
    record Part(long first, long last) implements ByteRange {
        public long length() {
            return last - first + 1;
        }
    }

    record Unsatisfiable() implements ByteRange {}

    static ByteRange parse(@Nullable String header, long size) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
            return new Whole();
        }
        String spec = header.substring("bytes=".length()).strip();
        int dash = spec.indexOf('-');
        if (dash < 0 || spec.indexOf(',') >= 0) {
            return new Whole();
        }
        String from = spec.substring(0, dash).strip();
        String to = spec.substring(dash + 1).strip();
        if (!isNumberOrEmpty(from) || !isNumberOrEmpty(to)) {
            return new Whole();
        }
        return from.isEmpty() ? suffix(to, size) : part(number(from), to.isEmpty() ? size - 1 : number(to), size);
    }

    private static ByteRange suffix(String length, long size) {
        if (length.isEmpty()) {
            return new Whole();
        }
        long wanted = Math.min(number(length), size);
        return wanted == 0 ? new Unsatisfiable() : new Part(size - wanted, size - 1);
    }

    private static ByteRange part(long first, long last, long size) {
        if (first >= size) {
            return new Unsatisfiable();
        }
        return last < first ? new Whole() : new Part(first, Math.min(last, size - 1));
    }

    private static boolean isNumberOrEmpty(String text) {
        return text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** Digits beyond any file's size count as the largest number. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }
}
