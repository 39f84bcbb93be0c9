package fatbuildr.engine.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.config.Settings;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are made by hand here, so that issue and verification are held against the specification, not each other. */
final class InstanceTokensTest {
    private static final long NOW = 1_893_456_000L;
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    @TempDir
    Path storage;

    @BeforeEach
    void key() throws IOException {
        TokenKey.create(storage, "lab");
    }

    private InstanceTokens tokens(String algorithm) {
        return new InstanceTokens(
                "lab",
                new Settings.Tokens(storage, Duration.ofDays(30), algorithm, "fatbuildr"),
                Clock.fixed(Instant.ofEpochSecond(NOW).plusMillis(500), ZoneOffset.UTC));
    }

    private String secret() throws IOException {
        return Files.readString(storage.resolve("lab/key"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String header, String payload, String secret, String mac) {
        try {
            String head = encoded(header) + "." + encoded(payload);
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), mac));
            return head + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hmac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private String handMade(String payload) throws IOException {
        return signed(HEADER, payload, secret(), "HmacSHA256");
    }

    private void refused(String token, String text) {
        assertThatThrownBy(() -> tokens("HS256").subject(token))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(text)
                .extracting(failure -> ((FatbuildrException) failure).kind())
                .isEqualTo(FatbuildrException.Kind.REFUSED);
    }

    /** http-api.md section 4.3. */
    @Test
    void theKeyIsSixtyFourHexadecimalDigits() throws IOException {
        assertThat(secret()).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(storage.resolve("lab/key"))))
                .isEqualTo("r--------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(storage.resolve("lab"))))
                .isEqualTo("rwxr-xr-x");

        String before = secret();
        TokenKey.create(storage, "lab");
        assertThat(secret()).isEqualTo(before);
    }

    /** http-api.md section 4.2: the header and the claims, to the letter. */
    @Test
    void whatATokenHolds() {
        String[] parts = tokens("HS256").generate("alice").split("\\.", -1);

        assertThat(parts).hasSize(3);
        assertThat(decoded(parts[0])).isIn(HEADER, "{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
        assertThat(decoded(parts[1]))
                .contains("\"iat\":1893456000", "\"exp\":1896048000", "\"aud\":\"fatbuildr\"", "\"sub\":\"alice\"");
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
    void theConfiguredAlgorithmIsTheOneUsedAndAccepted(String algorithm, String mac) throws IOException {
        String payload = "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}";
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";

        assertThat(tokens(algorithm).subject(tokens(algorithm).generate("alice")))
                .isEqualTo("alice");
        assertThat(tokens(algorithm).subject(signed(header, payload, secret(), mac)))
                .isEqualTo("bob");
        assertThat(tokens(algorithm).generate("bob")).matches(token -> {
            String[] parts = token.split("\\.", -1);
            try {
                return token.equals(signed(decoded(parts[0]), decoded(parts[1]), secret(), mac));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":1893456001,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":[\"other\",\"fatbuildr\"],\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\",\"more\":{\"a\":[1]}}",
            })
    void acceptedTokens(String payload) throws IOException {
        assertThat(tokens("HS256").subject(handMade(payload))).isEqualTo("bob");
    }

    /** peer-defect-22: every row of http-api.md section 4.4 is a refusal, none an internal error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"other\",\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":[],\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":7,\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"\"}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":7}",
                "{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"a\\nb\"}",
                "{\"iat\":1893456002,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}",
                "{\"nbf\":1893456002,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}",
                "{\"iat\":\"x\",\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}",
                "{\"iat\":1893456000,\"exp\":\"x\",\"aud\":\"fatbuildr\",\"sub\":\"bob\"}",
                "[]",
                "null",
                "not json",
                "",
            })
    void tokensWithWrongClaimsAreInvalid_peerDefect22(String payload) throws IOException {
        refused(handMade(payload), "token is invalid");
    }

    /** RFC 7515 section 2: base64url without padding, line breaks and other characters. */
    @ParameterizedTest
    @ValueSource(strings = {"%s=", " %s", "%s\n", "%s.", ".%s"})
    void whatIsWrittenAroundATokenMakesItInvalid(String format) throws IOException {
        String token = handMade("{\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}");
        assertThat(tokens("HS256").subject(token)).isEqualTo("bob");
        refused(format.formatted(token), "token is invalid");
    }

    @ParameterizedTest
    @ValueSource(longs = {NOW, NOW - 1, 0, -1})
    void expiredTokens(long end) throws IOException {
        refused(handMade("{\"exp\":" + end + ",\"aud\":\"fatbuildr\",\"sub\":\"bob\"}"), "token is expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "..", "ä.ö.ü", "%%%.###.@@@"})
    void whatIsNoTokenIsInvalid_peerDefect22(String text) {
        refused(text, "token is invalid");
    }

    @Test
    void aForeignSignatureIsInvalid() throws IOException {
        String payload = "{\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}";
        String good = handMade(payload);

        refused(signed(HEADER, payload, "0".repeat(64), "HmacSHA256"), "token is invalid");
        refused(good.substring(0, good.lastIndexOf('.') + 1), "token is invalid");
        refused(good.substring(0, good.length() - 6) + "AAAAAA", "token is invalid");
        refused(
                encoded(HEADER) + "." + encoded(payload.replace("bob", "root")) + good.substring(good.lastIndexOf('.')),
                "token is invalid");
    }

    /** peer-defect-22: also the algorithms that famously proved nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS512\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":7}",
                "{}",
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}",
            })
    void otherAlgorithmsAreInvalid_peerDefect22(String header) throws IOException {
        String payload = "{\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}";

        for (String mac : new String[] {"HmacSHA256", "HmacSHA384", "HmacSHA512"}) {
            refused(signed(header, payload, secret(), mac), "token is invalid");
        }
        refused(encoded(header) + "." + encoded(payload) + ".", "token is invalid");
    }

    @Test
    void hugeAndDeeplyNestedTokensAreInvalid() throws IOException {
        String claims = "\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}";

        refused(handMade("{\"x\":\"" + "y".repeat(20_000) + "\"," + claims), "token is invalid");
        refused(handMade("{\"x\":" + "[".repeat(2_500) + "]".repeat(2_500) + "," + claims), "token is invalid");
    }

    @Test
    void anInstanceWithoutKeyAuthenticatesNobody() {
        InstanceTokens none = new InstanceTokens(
                "prod", new Settings.Tokens(storage, Duration.ofDays(30), "HS256", "fatbuildr"), Clock.systemUTC());

        assertThatThrownBy(() -> none.subject("x"))
                .hasMessage("unable to authenticate with JWT token against prod instance")
                .extracting(failure -> ((FatbuildrException) failure).kind())
                .isEqualTo(FatbuildrException.Kind.NOT_FOUND);
        assertThatThrownBy(() -> none.generate("alice")).hasMessage("unable to issue a token of prod instance");
    }

    /** The newline an editor adds is part of the secret; a key too short to protect anything is no key. */
    @Test
    void theWholeTextOfTheFileIsTheSecret() throws IOException {
        Path key = storage.resolve("lab/key");
        Files.delete(key);
        Files.writeString(key, "a".repeat(64) + "\n");
        String payload = "{\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"bob\"}";

        refused(signed(HEADER, payload, "a".repeat(64), "HmacSHA256"), "token is invalid");
        assertThat(tokens("HS256").subject(handMade(payload))).isEqualTo("bob");

        Files.writeString(key, "short");
        assertThatThrownBy(() -> tokens("HS256").generate("bob")).hasMessageContaining("has 5 bytes, not from 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void namesNobodyHasGetNoToken(String name) {
        assertThatThrownBy(() -> tokens("HS256").generate(name)).hasMessageContaining("cannot be issued");
    }
}
