package fatbuildr.engine.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.engine.DebFactory;
import fatbuildr.engine.Site;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceKeyringTest {
    private static final Journal SILENT = _ -> {};

    @TempDir
    Path root;

    private Path directory;
    private InstanceKeyring keyring;

    @BeforeEach
    void prepare() {
        directory = root.resolve("var/keyring/lab");
        keyring = open();
    }

    private InstanceKeyring open() {
        return new InstanceKeyring(Site.definition(), new Site(root).settings().keyring(), Clock.systemUTC());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void keepsItsSecretsToItself() throws IOException {
        keyring.create(SILENT);
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("passphrase"))).isEqualTo("r--------");
        assertThat(mode(directory.resolve("keyring.pgp"))).isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("passphrase"))).matches("[A-Za-z0-9]{32}");
        try (Stream<Path> storage = Files.list(directory.getParent())) {
            assertThat(storage).containsExactly(directory);
        }
    }

    @Test
    void gpgvTakesItsSignatures() throws IOException {
        keyring.create(SILENT);
        InstanceKeyring again = open();
        assertThat(again.info()).isEqualTo(keyring.info());
        assertThat(again.info().orElseThrow().userid()).isEqualTo("Lab Bot <bot@lab.example>");
        Path message = Files.write(root.resolve("message.asc"), again.signer().clearSign(new byte[] {'h', 'i', '\n'}));
        Path key = Files.write(root.resolve("key.gpg"), again.require().publicKey());
        assertThat(DebFactory.run(
                        root, "gpgv", "--quiet", "--output", "-", "--keyring", key.toString(), message.toString()))
                .isEqualTo("hi\n");
    }

    @Test
    void isUnlockedOnceForEachPassphrase() throws IOException {
        keyring.create(SILENT);
        assertThat(keyring.signer()).isSameAs(keyring.signer());
        Path passphrase = directory.resolve("passphrase");
        Files.delete(passphrase);
        Files.writeString(passphrase, "another");
        assertThatThrownBy(keyring::signer)
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("passphrase file does not belong to it");
    }

    /** Replacing the keys would make everything published untrusted. */
    @Test
    void neverReplacesAKeyring() {
        keyring.create(SILENT);
        String before = keyring.export().orElseThrow();
        assertThatThrownBy(() -> open().create(SILENT))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("has a keyring in " + directory);
        assertThat(open().export()).contains(before);
    }

    @Test
    void leftoversOfACreationThatWasCutOffDoNoHarm() throws IOException {
        Files.createDirectories(directory.resolveSibling(".lab.new"));
        Files.writeString(directory.resolveSibling(".lab.new").resolve("passphrase"), "half");
        keyring.create(SILENT);
        assertThat(open().signer().expires()).isEmpty();
    }

    @Test
    void renewsTheSameKeys() {
        keyring.create(SILENT);
        String fingerprint = keyring.info().orElseThrow().fingerprint();
        keyring.renew("2y", SILENT);
        assertThat(open().info().orElseThrow().fingerprint()).isEqualTo(fingerprint);
        Instant end = open().info().orElseThrow().expires().orElseThrow();
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofDays(729), Duration.ofDays(730));
        assertThat(open().info().orElseThrow().subkey().expires()).isPresent();
        keyring.renew("0", SILENT);
        assertThat(open().info().orElseThrow().expires()).isEmpty();
        assertThatThrownBy(() -> keyring.renew("soon", SILENT)).hasMessageContaining("\"soon\"");
    }

    /** peer-defect-26 */
    @Test
    void withoutAKeyringThereIsNothingToShowOrRenew() {
        assertThat(keyring.info()).isEqualTo(Optional.empty());
        assertThat(keyring.export()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> keyring.renew("1y", SILENT))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("no keyring, create it first: fatbuildrctl keyring create");
    }
}
