package fatbuildr.engine.keyring;

import fatbuildr.api.KeyringInfo;
import fatbuildr.archive.FileTree;
import fatbuildr.config.Durations;
import fatbuildr.config.Settings;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import fatbuildr.registry.pgp.KeyParameters;
import fatbuildr.registry.pgp.Keyring;
import fatbuildr.registry.pgp.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of one instance: {@code keyring.storage/ID/}, the secret ring beside its passphrase. */
public final class InstanceKeyring {
    private static final String RING = "keyring.pgp";
    private static final String PASSPHRASE = "passphrase";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSPHRASE_LENGTH = 32;
    private static final Duration NEAR = Duration.ofDays(30);
    private static final String RENEW = "fatbuildrctl keyring renew --duration 1y";

    private final Path directory;
    private final InstanceDefinition instance;
    private final Settings.Keyring settings;
    private final Clock clock;
    private volatile Optional<Keyring> loaded = Optional.empty();
    private volatile Optional<Unlocked> unlocked = Optional.empty();

    public InstanceKeyring(InstanceDefinition instance, Settings.Keyring settings, Clock clock) {
        this.directory = settings.storage().resolve(instance.id());
        this.instance = instance;
        this.settings = settings;
        this.clock = clock;
    }

    public Optional<KeyringInfo> info() {
        return find().map(Keyring::info);
    }

    /** The armoured public key. */
    public Optional<String> export() {
        return find().map(Keyring::publicArmored);
    }

    /** The keys, for whom cannot do without. */
    public Keyring require() {
        return find().orElseThrow(() -> FatbuildrException.conflict(
                "instance " + instance.id() + " has no keyring, create it first: fatbuildrctl keyring create"));
    }

    /** Fails when nothing can be signed, and warns when that is near: better before a long build than after it. */
    public void requireUsable(Journal journal) {
        KeyringInfo info = require().info();
        info.end().ifPresent(end -> {
            if (!clock.instant().isBefore(end)) {
                throw FatbuildrException.conflict("the keyring of instance " + instance.id() + " expired at " + end
                        + ", renew it first: " + RENEW);
            }
            if (!clock.instant().plus(NEAR).isBefore(end)) {
                journal.warning("The keyring expires at " + end + ", renew it in time: " + RENEW);
            }
        });
    }

    /** A signer, and what it was unlocked from. */
    private record Unlocked(Keyring ring, String passphrase, Signer signer) {
        boolean from(Keyring other, String secret) {
            return ring == other && passphrase.equals(secret);
        }
    }

    /**
     * The keys, unlocked. Unlocking is made slow on purpose, so a signer is kept in memory, as an agent would, while
     * ring and passphrase are the same.
     */
    public Signer signer() {
        Keyring ring = require();
        String passphrase = passphrase();
        Unlocked held = unlocked.filter(former -> former.from(ring, passphrase))
                .orElseGet(() -> new Unlocked(ring, passphrase, ring.signer(passphrase, clock)));
        unlocked = Optional.of(held);
        return held.signer();
    }

    /** Makes the keys; they appear whole with their passphrase or not at all. */
    public void create(Journal journal) {
        try {
            refuseToReplace();
            journal.info("Creating keyring of " + instance.owner().userid() + " with key type " + settings.type()
                    + (settings.type().equals("rsa") ? " of " + settings.size() + " bits" : ""));
            String passphrase = randomPassphrase();
            Keyring keyring = Keyring.create(
                    new KeyParameters(settings.type(), settings.size()),
                    instance.owner().name(),
                    instance.owner().email(),
                    settings.expires(),
                    passphrase,
                    clock.instant());
            Path fresh = directory.resolveSibling("." + instance.id() + ".new");
            DurableFiles.directory(settings.storage());
            FileTree.delete(fresh);
            Files.createDirectory(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            DurableFiles.write(fresh.resolve(PASSPHRASE), passphrase.getBytes(StandardCharsets.US_ASCII), "r--------");
            DurableFiles.write(fresh.resolve(RING), keyring.secret(), "rw-------");
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.sync(settings.storage());
            loaded = Optional.of(keyring);
            journal.info("Keyring created, fingerprint " + keyring.info().fingerprint());
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot store the keyring in " + directory + ": " + failure.getMessage(), failure);
        }
    }

    private void refuseToReplace() throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw FatbuildrException.conflict("instance " + instance.id() + " has a keyring in " + directory
                            + " already: replacing it would make everything published untrusted");
                }
            }
        }
    }

    /** Sets another expiry, counted from now. */
    public void renew(String duration, Journal journal) {
        Optional<Duration> validity;
        try {
            validity = Durations.validity(duration);
        } catch (IllegalArgumentException malformed) {
            throw FatbuildrException.invalid(
                    "keyring duration \"" + duration + "\" is " + malformed.getMessage(), malformed);
        }
        Keyring renewed = require().renewed(validity, passphrase(), clock.instant());
        try {
            DurableFiles.write(directory.resolve(RING), renewed.secret(), "rw-------");
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot store the keyring in " + directory + ": " + failure.getMessage(), failure);
        }
        loaded = Optional.of(renewed);
        journal.info("Keyring renewed, it expires "
                + renewed.info().expires().map(end -> "at " + end).orElse("never"));
    }

    private Optional<Keyring> find() {
        if (loaded.isEmpty()) {
            Path file = directory.resolve(RING);
            try {
                loaded = Optional.of(Keyring.load(Files.readAllBytes(file), file.toString()));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            } catch (IOException failure) {
                throw FatbuildrException.external("cannot read keyring " + file + ": " + failure.getMessage(), failure);
            }
        }
        return loaded;
    }

    private String passphrase() {
        Path file = directory.resolve(PASSPHRASE);
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot read the keyring's passphrase " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static String randomPassphrase() {
        SecureRandom random = new SecureRandom();
        StringBuilder passphrase = new StringBuilder();
        for (int i = 0; i < PASSPHRASE_LENGTH; i++) {
            passphrase.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return passphrase.toString();
    }
}
