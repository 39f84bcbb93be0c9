package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The proof that a request was made from a page of ours, in this session: only who was shown a page of the session can
 * send it. It is reckoned from the session's token, so nothing is kept and it ends with the session.
 */
final class FormToken {
    static final String FIELD = "form_token";
    private static final String HEADER = "X-Form-Token";
    private static final String MAC = "HmacSHA256";

    private FormToken() {}

    static String of(String sessionToken) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(sessionToken.getBytes(StandardCharsets.UTF_8), MAC));
            byte[] proof = mac.doFinal("fatbuildr form".getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + MAC, impossible);
        }
    }

    static void require(Context ctx, String sessionToken) {
        if (!isSent(ctx, of(sessionToken))) {
            throw missing();
        }
    }

    static boolean isSent(Context ctx, String expected) {
        byte[] bytes = expected.getBytes(StandardCharsets.US_ASCII);
        return sent(ctx)
                .map(text -> MessageDigest.isEqual(bytes, text.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    static FatbuildrException missing() {
        return FatbuildrException.refused(
                "the request does not come from a page of this session: reload the page and try again");
    }

    private static Optional<String> sent(Context ctx) {
        String header = ctx.header(HEADER);
        if (header != null) {
            return Optional.of(header);
        }
        if (RequestBody.isUpload(ctx)) {
            return Optional.ofNullable(ctx.queryParam(FIELD));
        }
        return RequestBody.isForm(ctx) ? Optional.ofNullable(ctx.formParam(FIELD)) : Optional.empty();
    }
}
