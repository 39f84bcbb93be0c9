package fatbuildr.jinja.value;

/** Escaping for HTML. */
public final class Html {
    private Html() {}

    /** The value as HTML: markup unchanged, anything else as escaped text. */
    public static String escape(Value value, Meter meter) {
        if (value instanceof MarkupValue markup) {
            return markup.text();
        }
        String text = Representation.text(value, meter);
        meter.text(text.length());
        return escape(text);
    }

    public static String escape(String text) {
        int special = firstSpecial(text);
        if (special < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, special);
        for (int i = special; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\'' -> out.append("&#39;");
                case '"' -> out.append("&#34;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static int firstSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("&<>'\"".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
