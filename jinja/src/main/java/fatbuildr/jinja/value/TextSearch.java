package fatbuildr.jinja.value;

/** Finds text in text in time of the sum of their lengths, where the JDK may take the product. */
public final class TextSearch {
    /** Up to here the product does no harm, and the JDK is faster. */
    private static final int SHORT = 16;

    private TextSearch() {}

    /** Where the part first begins, at {@code from} or after; -1 when nowhere. */
    public static int first(String text, String part, int from) {
        return part.length() <= SHORT ? text.indexOf(part, from) : search(text, part, from, 1);
    }

    /** Where the part last begins, at {@code from} or before; -1 when nowhere. */
    public static int last(String text, String part, int from) {
        if (part.length() <= SHORT) {
            return text.lastIndexOf(part, from);
        }
        long end = (long) from + part.length() - 1;
        return search(text, part, (int) Math.min(end, text.length() - 1), -1);
    }

    /** The algorithm of Knuth, Morris and Pratt: no character of the text is looked at again. */
    private static int search(String text, String part, int from, int step) {
        int length = part.length();
        if (length > text.length()) {
            return -1;
        }
        int origin = step > 0 ? 0 : length - 1;
        int[] overlaps = overlaps(part, origin, step);
        int matched = 0;
        for (int at = from; at >= 0 && at < text.length(); at += step) {
            matched = extend(part, origin, step, overlaps, matched, text.charAt(at));
            if (matched == length) {
                return step > 0 ? at - length + 1 : at;
            }
        }
        return -1;
    }

    /** For each beginning of the part, how long the longest shorter one is that it ends with. */
    private static int[] overlaps(String part, int origin, int step) {
        int[] overlaps = new int[part.length()];
        for (int i = 1; i < overlaps.length; i++) {
            overlaps[i] = extend(part, origin, step, overlaps, overlaps[i - 1], part.charAt(origin + step * i));
        }
        return overlaps;
    }

    private static int extend(String part, int origin, int step, int[] overlaps, int matched, char next) {
        int length = matched;
        while (length > 0 && part.charAt(origin + step * length) != next) {
            length = overlaps[length - 1];
        }
        return part.charAt(origin + step * length) == next ? length + 1 : 0;
    }
}
