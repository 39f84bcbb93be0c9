package fatbuildr.engine.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fatbuildr.config.Settings;
import fatbuildr.engine.Tokens;
import fatbuildr.error.FatbuildrException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tokens of one instance (http-api.md sections 4.2 to 4.4). The key is read at first use and kept. */
public final class InstanceTokens implements Tokens {
    /** Longer than any header line may be that brings a token. */
    private static final int LONGEST = 8192;

    private static final int LONGEST_SUBJECT = 200;
    /** The library would overlook padding and other characters (RFC 7515 sections 2 and 3.1). */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final String instance;
    private final Settings.Tokens settings;
    private final Clock clock;
    private byte @Nullable [] secret;

    public InstanceTokens(String instance, Settings.Tokens settings, Clock clock) {
        this.instance = instance;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String generate(String user) {
        if (!isSubject(user)) {
            throw FatbuildrException.invalid("a token cannot be issued to the user \"" + user
                    + "\": a name may have up to " + LONGEST_SUBJECT + " printable characters");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.duration())))
                .audience(settings.audience())
                .subject(user)
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm()).type(JOSEObjectType.JWT).build(), claims);
        try {
            token.sign(new MACSigner(key().orElseThrow(() -> noKey("issue a token of"))));
        } catch (JOSEException failure) {
            throw new IllegalStateException("the key has the length that " + algorithm() + " needs", failure);
        }
        return token.serialize();
    }

    @Override
    public String subject(String token) {
        byte[] key = key().orElseThrow(() -> noKey("authenticate with JWT token against"));
        if (token.length() > LONGEST || !COMPACT.matcher(token).matches()) {
            throw invalid();
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (!signed.getHeader().getAlgorithm().equals(algorithm()) || !signed.verify(new MACVerifier(key))) {
                throw invalid();
            }
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            // The library makes words of subjects that are none.
            if (!(signed.getPayload().toJSONObject().get("sub") instanceof String)) {
                throw invalid();
            }
            return subject(claims);
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException malformed) {
            throw invalid();
        }
    }

    /** The table of section 4.4; a token without end is refused, we issue none. */
    private String subject(JWTClaimsSet claims) {
        Instant now = clock.instant();
        String subject = claims.getSubject();
        if (!claims.getAudience().contains(settings.audience())
                || subject == null
                || !isSubject(subject)
                || claims.getExpirationTime() == null
                || isAfter(claims.getIssueTime(), now)
                || isAfter(claims.getNotBeforeTime(), now)) {
            throw invalid();
        }
        if (!isAfter(claims.getExpirationTime(), now)) {
            throw FatbuildrException.refused("token is expired");
        }
        return subject;
    }

    private static boolean isAfter(@Nullable Date date, Instant now) {
        return date != null && date.toInstant().isAfter(now);
    }

    private static boolean isSubject(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_SUBJECT
                && name.chars().noneMatch(Character::isISOControl);
    }

    private JWSAlgorithm algorithm() {
        return JWSAlgorithm.parse(settings.algorithm());
    }

    private synchronized Optional<byte[]> key() {
        if (secret == null) {
            secret = TokenKey.read(settings.storage(), instance).orElse(null);
        }
        return Optional.ofNullable(secret);
    }

    private FatbuildrException noKey(String what) {
        return FatbuildrException.notFound("unable to " + what + " " + instance + " instance");
    }

    private static FatbuildrException invalid() {
        return FatbuildrException.refused("token is invalid");
    }
}
