package fatbuildr.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A small OpenID provider on the loopback interface, as strict as the specification asks. */
final class FakeProvider implements AutoCloseable {
    static final String CLIENT = "fatbuildr";
    static final String SECRET = "s3cret:with %odd/chars";

    private final HttpServer server;
    private static final RSAKey KEY = newKey();
    /** Code to the request that it answers; a code is good once. */
    private final Map<String, Map<String, String>> granted = new HashMap<>();

    UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    UnaryOperator<String> metadata = UnaryOperator.identity();
    String userInfo = "";
    RSAKey signer = KEY;

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        server.createContext("/jwks", exchange -> answer(exchange, 200, "{\"keys\":[" + KEY.toPublicJWK() + "]}"));
        server.createContext("/token", this::token);
        server.createContext("/userinfo", this::userInfo);
        server.start();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String metadata() {
        return metadata.apply("""
                {"issuer":"ISSUER","authorization_endpoint":"ISSUER/authorize","token_endpoint":"ISSUER/token",
                 "jwks_uri":"ISSUER/jwks","userinfo_endpoint":"ISSUER/userinfo","response_types_supported":["code"],
                 "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
                """.replace("ISSUER", issuer()));
    }

    /** What the provider does when somebody signed in at the address it was sent to: the query of the way back. */
    String signIn(String location) {
        Map<String, String> request = parameters(URI.create(location).getRawQuery());
        if (!location.startsWith(issuer() + "/authorize?")
                || !request.get("response_type").equals("code")
                || !request.get("client_id").equals(CLIENT)
                || !request.get("code_challenge_method").equals("S256")
                || !Arrays.asList(request.get("scope").split(" ", -1)).contains("openid")) {
            throw new AssertionError(location);
        }
        String code = "code-" + granted.size();
        granted.put(code, request);
        return "?code=" + code + "&state=" + request.get("state");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> request = granted.remove(form.getOrDefault("code", ""));
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (request == null
                || !"authorization_code".equals(form.get("grant_type"))
                || !request.get("redirect_uri").equals(form.get("redirect_uri"))
                || !request.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"access\",\"token_type\":\"Bearer\",\"id_token\":\""
                            + identity(request.get("nonce")) + "\"}");
        }
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        boolean known = "Bearer access".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, known && !userInfo.isEmpty() ? 200 : 401, userInfo);
    }

    private String identity(String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("4711")
                .claim("nonce", nonce)
                .claim("preferred_username", "alice")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                claims.apply(builder).build());
        try {
            token.sign(new RSASSASigner(signer));
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
        return token.serialize();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] halves = pair.split("=", 2);
            parameters.put(halves[0], URLDecoder.decode(halves.length > 1 ? halves[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
