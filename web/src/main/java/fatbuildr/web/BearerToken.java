package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The token in a request's {@code Authorization} header (http-api.md section 4.1). */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Empty without header; the scheme's word may be in any case, as RFC 6750 has it, and one space follows. */
    static Optional<String> of(Context ctx) {
        List<String> headers = Collections.list(ctx.req().getHeaders("Authorization"));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        // The space before an empty token does not get through the HTTP parser.
        String header = headers.getFirst().equalsIgnoreCase(SCHEME.strip()) ? SCHEME : headers.getFirst();
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw FatbuildrException.refused("No valid token provided");
        }
        return Optional.of(header.substring(SCHEME.length()));
    }
}
