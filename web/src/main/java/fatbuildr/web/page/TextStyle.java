package fatbuildr.web.page;

import org.jspecify.annotations.Nullable;

/**
 * A terminal's text style (ECMA-48 SGR).
 *
 * @param foreground colour 0 to 15, -1 for the usual one
 * @param background the same
 */
record TextStyle(int foreground, int background, boolean bold, boolean dim, boolean italic, boolean underlined) {
    static final TextStyle PLAIN = new TextStyle(-1, -1, false, false, false, false);

    /** The style after a sequence; what is not known changes nothing. */
    TextStyle apply(String parameters) {
        TextStyle style = this;
        String[] codes = parameters.split("[;:]", -1);
        for (int i = 0; i < codes.length; i++) {
            int code = number(codes[i]);
            if (code == 38 || code == 48) {
                int kind = i + 1 < codes.length ? number(codes[i + 1]) : -1;
                int colour = kind == 5
                        ? indexed(at(codes, i + 2))
                        : kind == 2 ? nearest(at(codes, i + 2), at(codes, i + 3), at(codes, i + 4)) : -1;
                style = code == 38 ? style.withForeground(colour) : style.withBackground(colour);
                i += kind == 5 ? 2 : kind == 2 ? 4 : 0;
            } else {
                style = style.with(code);
            }
        }
        return style;
    }

    /** Names of the style's classes, null for the plain one. */
    @Nullable
    String classes() {
        if (equals(PLAIN)) {
            return null;
        }
        StringBuilder names = new StringBuilder();
        add(names, foreground >= 0, "fg" + foreground);
        add(names, background >= 0, "bg" + background);
        add(names, bold, "bold");
        add(names, dim, "dim");
        add(names, italic, "italic");
        add(names, underlined, "underlined");
        return names.toString();
    }

    private static void add(StringBuilder names, boolean holds, String name) {
        if (holds) {
            names.append(names.isEmpty() ? "" : " ").append(name);
        }
    }

    private TextStyle with(int code) {
        return switch (code) {
            case 0 -> PLAIN;
            case 1 -> new TextStyle(foreground, background, true, dim, italic, underlined);
            case 2 -> new TextStyle(foreground, background, bold, true, italic, underlined);
            case 3 -> new TextStyle(foreground, background, bold, dim, true, underlined);
            case 4 -> new TextStyle(foreground, background, bold, dim, italic, true);
            case 22 -> new TextStyle(foreground, background, false, false, italic, underlined);
            case 23 -> new TextStyle(foreground, background, bold, dim, false, underlined);
            case 24 -> new TextStyle(foreground, background, bold, dim, italic, false);
            case 30, 31, 32, 33, 34, 35, 36, 37 -> withForeground(code - 30);
            case 39 -> withForeground(-1);
            case 40, 41, 42, 43, 44, 45, 46, 47 -> withBackground(code - 40);
            case 49 -> withBackground(-1);
            case 90, 91, 92, 93, 94, 95, 96, 97 -> withForeground(code - 82);
            case 100, 101, 102, 103, 104, 105, 106, 107 -> withBackground(code - 92);
            default -> this;
        };
    }

    private TextStyle withForeground(int colour) {
        return new TextStyle(colour, background, bold, dim, italic, underlined);
    }

    private TextStyle withBackground(int colour) {
        return new TextStyle(foreground, colour, bold, dim, italic, underlined);
    }

    /** One of 256 colours as one of 16: the first 16 themselves, a cube of 6, greys. */
    private static int indexed(int index) {
        if (index < 16) {
            return index;
        }
        if (index < 232) {
            int cube = index - 16;
            return nearest(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51);
        }
        int grey = Math.min(index - 232, 23) * 11;
        return nearest(grey, grey, grey);
    }

    private static int nearest(int red, int green, int blue) {
        int brightest = Math.max(red, Math.max(green, blue));
        if (brightest < 64) {
            return 0;
        }
        int half = brightest / 2;
        int colour = (red > half ? 1 : 0) + (green > half ? 2 : 0) + (blue > half ? 4 : 0);
        return colour == 7 && brightest < 160 ? 8 : colour + (brightest > 220 ? 8 : 0);
    }

    private static int at(String[] codes, int index) {
        return index < codes.length ? Math.clamp(number(codes[index]), 0, 255) : 0;
    }

    private static int number(String code) {
        if (code.isEmpty()) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < '0' || code.charAt(i) > '9' || number > 1000) {
                return -1;
            }
            number = number * 10 + code.charAt(i) - '0';
        }
        return number;
    }
}
