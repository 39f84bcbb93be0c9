package fatbuildr.registry.pgp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.KeyringInfo;
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
    private static final String PASSPHRASE = "correct horse battery staple";
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant yesterday = now.minus(Duration.ofDays(1));
    private static final Optional<Duration> YEAR = Optional.of(Duration.ofDays(365));

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void makeHome() throws Exception {
        home = Files.createDirectory(directory.resolve("gnupg"));
        Command.run(directory, "chmod", "700", home.toString());
    }

    @ParameterizedTest
    @CsvSource({"rsa,2048,rsa2048", "ed25519,0,ed25519"})
    void gpgAcceptsKeysAndSignatures(String type, int size, String algorithm) throws Exception {
        Keyring keyring = create(new KeyParameters(type, size), YEAR);
        KeyringInfo info = keyring.info();
        assertThat(info.userid()).isEqualTo("Jane Roe <jane@example.org>");
        assertThat(info.algo()).isEqualTo(algorithm);
        assertThat(info.creation()).isEqualTo(yesterday);
        assertThat(info.expires()).contains(yesterday.plus(YEAR.orElseThrow()));
        assertThat(info.lastUpdate()).isEmpty();
        importKey(keyring);
        List<String> listed = gpg("--with-colons", "--list-keys").lines().toList();
        assertThat(listed).anyMatch(line -> line.startsWith("fpr:") && line.contains(info.fingerprint()));
        assertThat(listed)
                .anyMatch(line ->
                        line.startsWith("fpr:") && line.contains(info.subkey().fingerprint()));
        assertThat(field(listed, "pub", 11)).startsWith("sc");
        assertThat(field(listed, "sub", 11)).isEqualTo("s");
        assertThat(field(listed, "pub", 6))
                .isEqualTo(String.valueOf(info.expires().orElseThrow().getEpochSecond()));
        assertThat(gpg("--list-packets", "key.asc"))
                .doesNotContain("critical hashed")
                .doesNotContain("aead");
        verify(keyring, "some text\n");
    }

    /** Made by {@link Keyring#create} before: that takes seconds, and far more with the compiler settings of tests. */
    @Test
    void rsa4096IsWhatGpgTakesToo() throws Exception {
        try (InputStream in = requireNonNull(KeyringTest.class.getResourceAsStream("rsa4096.gpg"))) {
            Keyring keyring = Keyring.load(in.readAllBytes(), "rsa4096.gpg");
            assertThat(keyring.info().algo()).isEqualTo("rsa4096");
            assertThat(keyring.info().subkey().algo()).isEqualTo("rsa4096");
            Keyring renewed = keyring.renewed(YEAR, "secret", now);
            importKey(renewed);
            verify(renewed, renewed.signer("secret", Clock.fixed(now, ZoneOffset.UTC)), "some text\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no line end",
                "- dash\n-----BEGIN PGP SIGNATURE-----\n--\n",
                "trailing  \t \nblank\r\n \n\n\n",
                "From here\n\n",
                "é ü\n"
            })
    void clearSignaturesOfAwkwardTextsVerify(String text) throws Exception {
        Keyring keyring = create(new KeyParameters("ed25519", 0), Optional.empty());
        importKey(keyring);
        verify(keyring, text);
    }

    @Test
    void renewalMovesTheExpiryAndKeepsTheKeys() throws Exception {
        Keyring keyring = create(new KeyParameters("ed25519", 0), Optional.of(Duration.ofHours(2)));
        importKey(keyring);
        byte[] signed = signer(keyring, yesterday).clearSign("old\n".getBytes(StandardCharsets.UTF_8));

        Keyring stored = Keyring.load(keyring.secret(), "test");
        Keyring renewed = Keyring.load(stored.renewed(YEAR, PASSPHRASE, now).secret(), "test");
        assertThat(renewed.info().fingerprint()).isEqualTo(keyring.info().fingerprint());
        assertThat(renewed.info().subkey().fingerprint())
                .isEqualTo(keyring.info().subkey().fingerprint());
        assertThat(renewed.info().expires()).contains(now.plus(YEAR.orElseThrow()));
        assertThat(renewed.info().subkey().expires()).contains(now.plus(YEAR.orElseThrow()));
        assertThat(renewed.info().creation()).isEqualTo(yesterday);
        assertThat(renewed.info().lastUpdate()).contains(now);
        importKey(renewed);
        verify(renewed, "new\n");
        Files.write(directory.resolve("old.asc"), signed);
        assertThat(gpg("--verify", "old.asc")).contains("Good signature");
        assertThat(renewed.renewed(Optional.empty(), PASSPHRASE, now).info().expires())
                .isEmpty();
    }

    /** What gpg reads as expired before it was made, apt would refuse with everything published. */
    @Test
    void anExpiryBeyondWhatGpgCountsIsRefused() throws Exception {
        Instant last = Instant.parse("2106-02-07T06:28:15Z");
        Keyring keyring = create(new KeyParameters("ed25519", 0), YEAR);
        Keyring longest = keyring.renewed(Optional.of(Duration.between(now, last)), PASSPHRASE, now);
        assertThat(longest.info().expires()).contains(last);
        importKey(longest);
        assertThat(field(gpg("--with-colons", "--list-keys").lines().toList(), "pub", 6))
                .isEqualTo(String.valueOf(last.getEpochSecond()));
        verify(longest, "text\n");
        for (Duration longer : List.of(Duration.between(now, last).plusSeconds(1), Duration.ofDays(200 * 365))) {
            assertThatThrownBy(() -> keyring.renewed(Optional.of(longer), PASSPHRASE, now))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageContaining("is " + last + "; 0 makes keys that never expire");
            assertThatThrownBy(() -> create(new KeyParameters("ed25519", 0), Optional.of(longer.plusDays(1))))
                    .isInstanceOf(FatbuildrException.class);
        }
    }

    @Test
    void expiredKeyIsNotUsed() {
        Keyring keyring = create(new KeyParameters("ed25519", 0), Optional.of(Duration.ofHours(2)));
        assertThatThrownBy(() -> signer(keyring, now).clearSign(new byte[0]))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("expired at " + yesterday.plus(Duration.ofHours(2)))
                .hasMessageContaining("renew the keyring");
    }

    @Test
    void secretPartsAreEncrypted() throws Exception {
        Keyring keyring = create(new KeyParameters("ed25519", 0), YEAR);
        assertThatThrownBy(() -> keyring.signer("wrong", Clock.systemUTC()))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("Cannot unlock the keyring");
        Files.write(directory.resolve("secret.gpg"), keyring.secret());
        assertThat(gpg("--list-packets", "secret.gpg")).contains("iter+salt S2K, algo: 9, SHA1 protection, hash: 8");
        gpg("--pinentry-mode", "loopback", "--passphrase", PASSPHRASE, "--import", "secret.gpg");
        Files.writeString(directory.resolve("text"), "text");
        gpg("--pinentry-mode", "loopback", "--passphrase", PASSPHRASE, "--clear-sign", "text");
        assertThat(gpg("--verify", "text.asc")).contains("Good signature");
        Command.outcome(directory, "", "gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent");
    }

    @Test
    void refusesWhatIsNoKeyring() {
        Keyring one = create(new KeyParameters("ed25519", 0), YEAR);
        byte[] twice = new byte[one.secret().length * 2];
        System.arraycopy(one.secret(), 0, twice, 0, one.secret().length);
        System.arraycopy(one.secret(), 0, twice, one.secret().length, one.secret().length);
        assertThatThrownBy(() -> Keyring.load(twice, "x")).hasMessageContaining("more than one key");
        assertThatThrownBy(() -> Keyring.load("junk".getBytes(StandardCharsets.UTF_8), "x"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("Cannot read keyring x: not an OpenPGP secret key");
        assertThatThrownBy(() -> Keyring.load(one.publicKey(), "x")).isInstanceOf(FatbuildrException.class);
        assertThatThrownBy(() -> new KeyParameters("dsa", 1024))
                .hasMessageContaining("known types are rsa and ed25519");
        assertThatThrownBy(() -> new KeyParameters("rsa", 1024)).hasMessageContaining("2048 to 8192");
        assertThatThrownBy(() -> Keyring.create(new KeyParameters("ed25519", 0), "a\nb", "x@y", YEAR, PASSPHRASE, now))
                .isInstanceOf(FatbuildrException.class);
    }

    private void verify(Keyring keyring, String text) throws Exception {
        verify(keyring, signer(keyring, now), text);
    }

    private void verify(Keyring keyring, Signer signer, String text) throws Exception {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("inline"), signer.clearSign(content));
        Files.write(directory.resolve("text"), content);
        Files.write(directory.resolve("text.gpg"), signer.detachedArmored(content));
        Files.write(directory.resolve("ring.gpg"), keyring.publicKey());
        for (List<String> files : List.of(List.of("inline"), List.of("text.gpg", "text"))) {
            String status = gpg(files, "--status-fd", "1", "--verify");
            assertThat(status)
                    .contains("GOODSIG")
                    .contains("VALIDSIG " + keyring.info().subkey().fingerprint())
                    // the tenth word is the hash algorithm, 10 is SHA-512
                    .containsPattern("VALIDSIG( \\S+){7} 10 ");
            String[] gpgv = {
                "gpgv", "--keyring", directory.resolve("ring.gpg").toString(), files.getFirst(), files.getLast()
            };
            Command.run(
                    directory, files.size() == 1 ? List.of(gpgv).subList(0, 4).toArray(String[]::new) : gpgv);
        }
    }

    private static Signer signer(Keyring keyring, Instant now) {
        return keyring.signer(PASSPHRASE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Keyring create(KeyParameters parameters, Optional<Duration> expires) {
        return Keyring.create(parameters, "Jane Roe", "jane@example.org", expires, PASSPHRASE, yesterday);
    }

    private void importKey(Keyring keyring) throws Exception {
        Files.writeString(directory.resolve("key.asc"), keyring.publicArmored());
        gpg("--import", "key.asc");
    }

    private String gpg(List<String> files, String... options) {
        return gpg(java.util.stream.Stream.concat(List.of(options).stream(), files.stream())
                .toArray(String[]::new));
    }

    private String gpg(String... arguments) {
        String[] command = new String[arguments.length + 4];
        command[0] = "gpg";
        command[1] = "--homedir";
        command[2] = home.toString();
        command[3] = "--batch";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return Command.run(directory, command);
    }

    private static String field(List<String> lines, String record, int index) {
        String line = lines.stream()
                .filter(candidate -> candidate.startsWith(record + ":"))
                .findFirst()
                .orElseThrow();
        return List.of(line.split(":")).get(index);
    }
}
