package fatbuildr.web;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Letters, digits and {@code - . _ ~} mean the same written as they are or as %XX (RFC 3986 section 6.2.2.2). */
final class PlainPath implements HttpConfiguration.Customizer {
    private static final Pattern ENCODED =
            Pattern.compile("%(2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)", Pattern.CASE_INSENSITIVE);

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpURI asked = request.getHttpURI();
        String path = asked.getPath();
        if (path == null || path.indexOf('%') < 0) {
            return request;
        }
        String plain = ENCODED.matcher(path).replaceAll(PlainPath::character);
        return plain.equals(path)
                ? request
                : Request.serveAs(request, HttpURI.build(asked).path(plain));
    }

    private static String character(MatchResult encoded) {
        return Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(encoded.group().substring(1), 16)));
    }
}
