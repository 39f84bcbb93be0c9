package fatbuildr.daemon.remote;

import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.cache.ExpiringCache;
import fatbuildr.engine.Tokens;
import fatbuildr.error.FatbuildrException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens that the daemon issues and checks: this process has no key. What a token proves is remembered for some seconds,
 * and no longer than the token lasts.
 */
final class RemoteTokens implements Tokens {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final DaemonLink link;
    private final String instance;
    private final Clock clock;
    private final ExpiringCache<String, String> subjects = new ExpiringCache<>(1000, REMEMBERED);

    RemoteTokens(DaemonLink link, String instance, Clock clock) {
        this.link = link;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public String generate(String user) {
        return (String) link.call("TokenGenerate", instance, user);
    }

    @Override
    public String subject(String token) {
        Optional<String> known = subjects.get(token);
        if (known.isPresent()) {
            return known.get();
        }
        String user = (String) link.ask("TokenSubject", instance, token);
        subjects.put(token, user, remaining(token));
        return user;
    }

    /** Of a token that the daemon found to be its own; one that tells no end is asked about each time. */
    private Duration remaining(String token) {
        try {
            byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            Instant end = Instant.ofEpochSecond(
                    JsonFields.of(Json.parse(claims), "token").integer("exp"));
            Duration rest = Duration.between(clock.instant(), end);
            return rest.compareTo(REMEMBERED) < 0 ? rest : REMEMBERED;
        } catch (FatbuildrException | IllegalArgumentException | ArrayIndexOutOfBoundsException untold) {
            return Duration.ZERO;
        }
    }
}
