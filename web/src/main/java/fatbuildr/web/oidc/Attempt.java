package fatbuildr.web.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.error.FatbuildrException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to sign in, kept by the browser that makes it until the provider sends it back.
 *
 * @param state ties the provider's answer to the browser
 * @param nonce ties the identity to the attempt
 * @param verifier proves to the provider that the code comes from who asked for it (PKCE)
 * @param instance to sign in to
 * @param next where to go afterwards, empty for the instance
 */
public record Attempt(String state, String nonce, String verifier, String instance, String next) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST = 4000;

    public static Attempt at(String instance, String next) {
        return new Attempt(random(), random(), random(), instance, next);
    }

    /** Fit for a cookie. */
    public String encoded() {
        String text = Json.body(Json.object()
                .put("state", state)
                .put("nonce", nonce)
                .put("verifier", verifier)
                .put("instance", instance)
                .put("next", next));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for what is no attempt of ours. */
    public static Optional<Attempt> decoded(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode node = Json.parse(Base64.getUrlDecoder().decode(text));
            JsonFields fields = JsonFields.of(node, "attempt");
            return Optional.of(new Attempt(
                    fields.text("state"),
                    fields.text("nonce"),
                    fields.text("verifier"),
                    fields.text("instance"),
                    fields.text("next")));
        } catch (IllegalArgumentException | FatbuildrException foreign) {
            return Optional.empty();
        }
    }

    /** Whether the provider's answer belongs to this attempt. */
    public boolean isAnsweredBy(@Nullable String answeredState) {
        return answeredState != null
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), answeredState.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
