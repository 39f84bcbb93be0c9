package fatbuildr.jinja.builtin;

import java.util.Locale;

/** Upper, lower and title case as Python maps them. */
final class Casing {
    private Casing() {}

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String fold(String text) {
        return lower(upper(text));
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return titleOf(first) + lower(text.substring(Character.charCount(first)));
    }

    /** Every letter after a character without case is title case, the others lower case. */
    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean afterCased = false;
        for (int c : text.codePoints().toArray()) {
            out.append(afterCased ? lower(Character.toString(c)) : titleOf(c));
            afterCased = isCased(c);
        }
        return out.toString();
    }

    static String swap(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(c -> out.append(Character.isUpperCase(c.codePointAt(0)) ? lower(c) : upper(c)));
        return out.toString();
    }

    static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    private static String titleOf(int c) {
        int title = Character.toTitleCase(c);
        String upper = upper(Character.toString(c));
        if (title != c || upper.length() == Character.charCount(c)) {
            return Character.toString(title);
        }
        int first = upper.codePointAt(0);
        return Character.toString(first) + lower(upper.substring(Character.charCount(first)));
    }
}
