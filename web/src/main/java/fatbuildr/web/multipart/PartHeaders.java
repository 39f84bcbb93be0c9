package fatbuildr.web.multipart;

import fatbuildr.error.FatbuildrException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part's headers say that matters: its name, and a file name when it is a file. The content type does not tell
 * files from fields (http-api.md section 7.1).
 */
record PartHeaders(String name, Optional<String> fileName) {
    private static final Pattern EXTENDED = Pattern.compile("(?i)(utf-8|iso-8859-1)'[^']*'([\\x21-\\x7e]*)");

    static PartHeaders parse(List<String> lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("content-disposition")) {
                return disposition(line.substring(colon + 1));
            }
        }
        throw FatbuildrException.invalid("a part of the form has no Content-Disposition header");
    }

    private static PartHeaders disposition(String value) {
        Map<String, String> parameters = parameters(value);
        String name = parameters.get("name");
        if (!value.strip().toLowerCase(Locale.ROOT).startsWith("form-data") || name == null) {
            throw FatbuildrException.invalid("a part of the form has no name");
        }
        return new PartHeaders(name, fileName(parameters));
    }

    /** Some clients write names beyond ASCII as RFC 5987 has it, with or without a plain form of the name beside. */
    private static Optional<String> fileName(Map<String, String> parameters) {
        Optional<String> plain = Optional.ofNullable(parameters.get("filename"));
        String extended = parameters.get("filename*");
        if (extended == null) {
            return plain;
        }
        Optional<String> decoded = decoded(extended);
        if (decoded.isEmpty() && plain.isEmpty()) {
            throw FatbuildrException.invalid("a file of the form has a name that cannot be read: " + extended);
        }
        return decoded.or(() -> plain);
    }

    private static Optional<String> decoded(String extended) {
        Matcher parts = EXTENDED.matcher(extended);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(parts.group(1));
            return Optional.of(URLDecoder.decode(parts.group(2).replace("+", "%2B"), charset));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Parameters of a header value such as {@code form-data; name="a"; filename="b.tar"}, names in lower case. */
    static Map<String, String> parameters(String value) {
        Map<String, String> parameters = new HashMap<>();
        int at = value.indexOf(';');
        while (at >= 0 && at < value.length()) {
            int equals = value.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String key = value.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder text = new StringBuilder();
            at = value(value, equals + 1, text);
            parameters.putIfAbsent(key, text.toString());
        }
        return parameters;
    }

    /** Reads a bare or quoted value and returns the place of the semicolon behind it, or the end. */
    private static int value(String header, int start, StringBuilder text) {
        int at = start;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        if (at >= header.length() || header.charAt(at) != '"') {
            int semicolon = header.indexOf(';', at);
            int end = semicolon < 0 ? header.length() : semicolon;
            text.append(header.substring(at, end).strip());
            return end;
        }
        for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
            // Browsers do not escape backslashes, so only an escaped quote is taken as an escape.
            if (header.startsWith("\\\"", at)) {
                at++;
            }
            text.append(header.charAt(at));
        }
        int semicolon = header.indexOf(';', at);
        return semicolon < 0 ? header.length() : semicolon;
    }
}
