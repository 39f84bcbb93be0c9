package fatbuildr.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import fatbuildr.config.Settings;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The OpenID provider that the site trusts to say who people are. */
public final class Provider {
    private static final int MILLISECONDS = 10_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration KEPT = Duration.ofHours(1);
    /** Signatures with the provider's own key only: the client's secret is known to more than the provider. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** Names that a policy can tell from each other and from groups. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.@+-]{0,99}");
    /** Whoever may choose a name at the provider must not become one of these here. */
    private static final Set<String> RESERVED = Set.of("root", "anonymous");

    private final Settings.Oidc settings;
    private final Clock clock;
    private final Optional<Secret> secret;
    private @Nullable Known known;

    /** Fails when the client's secret cannot be read. */
    public Provider(Settings.Oidc settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.secret = settings.clientSecretFile().map(Provider::secret);
    }

    private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {}

    /** Where the browser is sent to sign in. */
    public URI authorization(Attempt attempt, URI callback) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope(settings.scopes().toArray(String[]::new)), client(), callback)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** The name of who signed in, by the code the browser brought back. */
    public String user(String code, Attempt attempt, URI callback) {
        OIDCTokenResponse tokens = exchange(code, attempt, callback);
        IDTokenClaimsSet identity = verified(tokens, attempt);
        String name = claim(identity)
                .or(() -> fromUserInfo(tokens, identity))
                .orElseThrow(() -> refused(
                        "the provider does not tell the claim " + settings.userClaim() + " of whoever signed in"));
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw refused("nobody can be called " + name + " here");
        }
        return name;
    }

    /** A mail address counts when the provider checked it. */
    private Optional<String> claim(ClaimsSet claims) {
        if (settings.userClaim().equals("email") && !Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))) {
            return Optional.empty();
        }
        return Optional.ofNullable(claims.getStringClaim(settings.userClaim())).filter(name -> !name.isBlank());
    }

    private OIDCTokenResponse exchange(String code, Attempt attempt, URI callback) {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), callback, new CodeVerifier(attempt.verifier()));
        URI endpoint = known().metadata().getTokenEndpointURI();
        TokenRequest request = secret.map(password -> authenticated(endpoint, password, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client(), grant).build());
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw refused("the provider answers "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            return (OIDCTokenResponse) response.toSuccessResponse();
        } catch (GeneralException malformed) {
            throw unintelligible(malformed);
        }
    }

    private TokenRequest authenticated(URI endpoint, Secret password, AuthorizationCodeGrant grant) {
        List<ClientAuthenticationMethod> methods = known().metadata().getTokenEndpointAuthMethods();
        boolean inBody = methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return new TokenRequest.Builder(
                        endpoint,
                        inBody ? new ClientSecretPost(client(), password) : new ClientSecretBasic(client(), password),
                        grant)
                .build();
    }

    private IDTokenClaimsSet verified(OIDCTokenResponse tokens, Attempt attempt) {
        IDTokenValidator validator = new IDTokenValidator(
                issuer(), client(), new JWSVerificationKeySelector<>(ALGORITHMS, known().keys()), null);
        try {
            return validator.validate(tokens.getOIDCTokens().getIDToken(), new Nonce(attempt.nonce()));
        } catch (BadJOSEException proof) {
            throw refused("the provider's answer proves nothing: " + proof.getMessage());
        } catch (JOSEException failure) {
            throw unintelligible(failure);
        }
    }

    private Optional<String> fromUserInfo(OIDCTokenResponse tokens, IDTokenClaimsSet identity) {
        URI endpoint = known().metadata().getUserInfoEndpointURI();
        if (endpoint == null) {
            return Optional.empty();
        }
        UserInfoRequest request =
                new UserInfoRequest(endpoint, tokens.getOIDCTokens().getAccessToken());
        try {
            UserInfoResponse response = UserInfoResponse.parse(send(request.toHTTPRequest()));
            UserInfo info =
                    response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
            return Optional.ofNullable(info)
                    .filter(facts -> facts.getSubject().equals(identity.getSubject()))
                    .flatMap(this::claim);
        } catch (GeneralException malformed) {
            throw unintelligible(malformed);
        }
    }

    /** What the provider tells of itself, asked for again from time to time. */
    private synchronized Known known() {
        Known current = known;
        if (current != null && clock.instant().isBefore(current.until())) {
            return current;
        }
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer(), MILLISECONDS, MILLISECONDS);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(MILLISECONDS, MILLISECONDS, MOST_BYTES))
                    .build();
            Known fresh = new Known(metadata, keys, clock.instant().plus(KEPT));
            known = fresh;
            return fresh;
        } catch (IOException failure) {
            throw silent(failure);
        } catch (GeneralException malformed) {
            throw unintelligible(malformed);
        }
    }

    private HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout(MILLISECONDS);
        request.setReadTimeout(MILLISECONDS);
        request.setFollowRedirects(false);
        try {
            return request.send();
        } catch (IOException failure) {
            throw silent(failure);
        }
    }

    private Issuer issuer() {
        return new Issuer(settings.issuer());
    }

    private ClientID client() {
        return new ClientID(settings.clientId());
    }

    private static Secret secret(Path file) {
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "[oidc] client_secret_file = " + file + ": the file cannot be read: " + failure, failure);
        }
    }

    private static FatbuildrException refused(String reason) {
        return FatbuildrException.refused("signing in failed: " + reason);
    }

    private FatbuildrException silent(IOException failure) {
        return FatbuildrException.external(
                "the OpenID provider " + settings.issuer() + " does not answer: try again later", failure);
    }

    private FatbuildrException unintelligible(Exception failure) {
        return FatbuildrException.external(
                "the OpenID provider " + settings.issuer() + " answers what cannot be understood", failure);
    }
}
