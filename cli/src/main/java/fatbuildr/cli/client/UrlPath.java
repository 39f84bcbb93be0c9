package fatbuildr.cli.client;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of what goes into a URL (RFC 3986, only the unreserved characters stay). */
final class UrlPath {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private UrlPath() {}

    /** Literal segments and values in turn: {@code of("registry/", format, "/", distribution)}. */
    static String of(String... literalsAndValues) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < literalsAndValues.length; i++) {
            path.append(i % 2 == 0 ? literalsAndValues[i] : encode(literalsAndValues[i]));
        }
        return path.toString();
    }

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
