package fatbuildr.web.page;

import java.nio.charset.StandardCharsets;

/** Text made fit for addresses. */
final class UrlText {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private UrlText() {}

    /** One percent-encoded path segment, or a part of a query. */
    static String segment(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        append(encoded, text);
        return encoded.toString();
    }

    static void append(StringBuilder encoded, String text) {
        if (isPlain(text)) {
            encoded.append(text);
            return;
        }
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isPlain(character)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 15));
            }
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char character) {
        return character < 0x7f && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
    }
}
