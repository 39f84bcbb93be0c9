package fatbuildr.jinja.syntax;

/** Backslash escapes in string literals, as Python reads them. */
final class StringLiteral {
    private final String text;
    private final int line;
    private final StringBuilder out = new StringBuilder();
    private int position;

    private StringLiteral(String text, int line) {
        this.text = text;
        this.line = line;
    }

    static String unescape(String text, int line) {
        return text.indexOf('\\') < 0 ? text : new StringLiteral(text, line).run();
    }

    private String run() {
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\\') {
                escape(text.charAt(position++));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void escape(char c) {
        switch (c) {
            case '\n' -> {}
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            case 'U' -> hex(8);
            case 'N' -> named();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> out.append('\\').append(c);
        }
    }

    private void hex(int digits) {
        if (position + digits > text.length()) {
            throw new SyntaxException(line, "truncated escape in string literal");
        }
        try {
            out.appendCodePoint(Integer.parseUnsignedInt(text, position, position + digits, 16));
        } catch (IllegalArgumentException bad) {
            throw new SyntaxException(line, "bad escape in string literal");
        }
        position += digits;
    }

    private void octal() {
        int value = 0;
        int end = Math.min(position + 2, text.length());
        position--;
        while (position < end && text.charAt(position) >= '0' && text.charAt(position) <= '7') {
            value = value * 8 + text.charAt(position++) - '0';
        }
        out.append((char) value);
    }

    private void named() {
        int end = text.startsWith("{", position) ? text.indexOf('}', position) : -1;
        if (end < 0) {
            throw new SyntaxException(line, "malformed \\N character escape in string literal");
        }
        try {
            out.appendCodePoint(Character.codePointOf(text.substring(position + 1, end)));
        } catch (IllegalArgumentException unknown) {
            throw new SyntaxException(line, "unknown Unicode character name in string literal");
        }
        position = end + 1;
    }
}
