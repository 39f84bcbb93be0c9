package fatbuildr.daemon.remote;

import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.engine.Tokens;
import fatbuildr.error.FatbuildrException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that the daemon issues and checks: this process has no key. What a token proves is remembered for some seconds,
 * and no longer than the token lasts.
 */
final class RemoteTokens implements Tokens {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST = 1000;

    private final DaemonLink link;
    private final String instance;
    private final Clock clock;
    private final Map<String, Proof> proofs = new LinkedHashMap<>();

    RemoteTokens(DaemonLink link, String instance, Clock clock) {
        this.link = link;
        this.instance = instance;
        this.clock = clock;
    }

    private record Proof(String user, Instant until) {}

    @Override
    public String generate(String user) {
        return (String) link.call("TokenGenerate", instance, user);
    }

    @Override
    public String subject(String token) {
        Instant now = clock.instant();
        Optional<String> known = remembered(token, now);
        if (known.isPresent()) {
            return known.get();
        }
        String user = (String) link.call("TokenSubject", instance, token);
        remember(token, new Proof(user, until(token, now)));
        return user;
    }

    private synchronized Optional<String> remembered(String token, Instant now) {
        return Optional.ofNullable(proofs.get(token))
                .filter(proof -> now.isBefore(proof.until()))
                .map(Proof::user);
    }

    private synchronized void remember(String token, Proof proof) {
        if (proofs.size() >= MOST) {
            proofs.clear();
        }
        proofs.put(token, proof);
    }

    /** Of a token that the daemon found to be its own; one that tells no end is asked about each time. */
    private static Instant until(String token, Instant now) {
        try {
            byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            Instant end = Instant.ofEpochSecond(
                    JsonFields.of(Json.parse(claims), "token").integer("exp"));
            Instant soon = now.plus(REMEMBERED);
            return end.isBefore(soon) ? end : soon;
        } catch (FatbuildrException | IllegalArgumentException | ArrayIndexOutOfBoundsException untold) {
            return now;
        }
    }
}
