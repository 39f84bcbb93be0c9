package fatbuildr.registry.deb;

import fatbuildr.error.FatbuildrException;
import java.util.regex.Pattern;

/**
 * A Debian version, ordered as Debian Policy section 5.6.12 says. Two spellings of one version ({@code 1.0} and
 * {@code 1.0-0}) compare as 0 without being equal.
 *
 * @param epoch 0 when not written
 * @param revision empty when the version has no hyphen
 */
public record DebVersion(int epoch, String upstream, String revision) implements Comparable<DebVersion> {
    private static final int MAX_LENGTH = 512;
    private static final Pattern UPSTREAM = Pattern.compile("[0-9][A-Za-z0-9.+~:-]*");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9.+~]*");

    public DebVersion {
        if (epoch < 0 || !UPSTREAM.matcher(upstream).matches()) {
            throw FatbuildrException.invalid("Invalid Debian version: upstream part '" + printable(upstream)
                    + "' must start with a digit and hold only letters, digits and . + - ~ (and : after an epoch)");
        }
        if (!REVISION.matcher(revision).matches()) {
            throw FatbuildrException.invalid("Invalid Debian version: revision '" + printable(revision)
                    + "' may hold only letters, digits and . + ~");
        }
    }

    public static DebVersion parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw FatbuildrException.invalid("Invalid Debian version: longer than " + MAX_LENGTH + " characters");
        }
        int colon = text.indexOf(':');
        int epoch = colon < 0 ? 0 : parseEpoch(text, text.substring(0, colon));
        String rest = text.substring(colon + 1);
        int hyphen = rest.lastIndexOf('-');
        if (hyphen == rest.length() - 1 && hyphen >= 0) {
            throw FatbuildrException.invalid("Invalid Debian version '" + printable(text) + "': revision is empty");
        }
        return hyphen < 0
                ? new DebVersion(epoch, rest, "")
                : new DebVersion(epoch, rest.substring(0, hyphen), rest.substring(hyphen + 1));
    }

    /** The same for the version that a file holds; an error names the file. */
    static DebVersion parse(String text, String where) {
        try {
            return parse(text);
        } catch (FatbuildrException e) {
            throw FatbuildrException.invalid(where + ": " + e.getMessage(), e);
        }
    }

    /** The text without the epoch, as file names carry it. */
    public String withoutEpoch() {
        return revision.isEmpty() ? upstream : upstream + "-" + revision;
    }

    @Override
    public String toString() {
        boolean needed = epoch > 0 || upstream.indexOf(':') >= 0;
        return needed ? epoch + ":" + withoutEpoch() : withoutEpoch();
    }

    @Override
    public int compareTo(DebVersion other) {
        int byEpoch = Integer.compare(epoch, other.epoch);
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byUpstream = compareParts(upstream, other.upstream);
        return byUpstream != 0 ? byUpstream : compareParts(revision, other.revision);
    }

    private static int parseEpoch(String text, String digits) {
        try {
            if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Integer.parseInt(digits);
            }
        } catch (NumberFormatException e) {
            // too large: refused below like any other wrong epoch
        }
        throw FatbuildrException.invalid("Invalid Debian version '" + printable(text) + "': epoch is not a number");
    }

    /** Compares alternately runs of non-digits (by {@link #order}) and runs of digits (by value, of any length). */
    private static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isText(a, i) || isText(b, j)) {
                int difference = order(a, i) - order(b, j);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            i = skipZeros(a, i);
            j = skipZeros(b, j);
            int first = 0;
            while (isDigit(a, i) && isDigit(b, j)) {
                first = first == 0 ? a.charAt(i) - b.charAt(j) : first;
                i++;
                j++;
            }
            if (isDigit(a, i) || isDigit(b, j)) {
                return isDigit(a, i) ? 1 : -1;
            }
            if (first != 0) {
                return first;
            }
        }
        return 0;
    }

    private static boolean isText(String s, int at) {
        return at < s.length() && !isDigit(s, at);
    }

    private static boolean isDigit(String s, int at) {
        return at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9';
    }

    private static int skipZeros(String s, int from) {
        int at = from;
        while (at < s.length() && s.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    /** Tilde before the end of a part, the end (or a digit) before letters, letters before everything else. */
    private static int order(String s, int at) {
        if (at >= s.length() || isDigit(s, at)) {
            return 0;
        }
        char c = s.charAt(at);
        if (c == '~') {
            return -1;
        }
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter ? c : c + 256;
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
