package fatbuildr.registry.pgp;

import fatbuildr.api.KeyringInfo;
import fatbuildr.error.FatbuildrException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * A master key, its only user id and one signing sub-key, secret halves encrypted with a passphrase. Immutable;
 * {@link #secret} is what is stored, {@link #load} takes it back.
 */
public final class Keyring {
    /** Coded count of S2K iterations: 8 MiB hashed, some 20 ms. */
    private static final int S2K_COUNT = 0xd0;

    private static final int MAX_STORED = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}<>()]+");
    private static final Pattern MAIL = Pattern.compile("[^\\p{Cntrl}\\s<>()@]+@[^\\p{Cntrl}\\s<>()@]+");

    private final PGPSecretKeyRing ring;

    private Keyring(PGPSecretKeyRing ring) {
        this.ring = ring;
    }

    /**
     * Makes new keys; with rsa4096 this takes some seconds.
     *
     * @param expires counted from {@code now}; empty for never
     */
    public static Keyring create(
            KeyParameters parameters,
            String name,
            String mail,
            Optional<Duration> expires,
            String passphrase,
            Instant now) {
        if (!NAME.matcher(name).matches() || !MAIL.matcher(mail).matches()) {
            throw FatbuildrException.invalid("Cannot create a keyring for '" + name + " <" + mail
                    + ">': a name without < > ( ) and a mail address are needed");
        }
        try {
            Instant second = now.truncatedTo(ChronoUnit.SECONDS);
            PGPKeyPair master = KeyPairs.master(parameters, Date.from(second));
            PGPKeyPair subkey = KeyPairs.subkey(parameters, Date.from(second));
            return sealed(new SelfSignatures(master, subkey, second, expires), name + " <" + mail + ">", passphrase);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("cannot make OpenPGP keys", e);
        }
    }

    /**
     * Reads a stored keyring.
     *
     * @param where what it was read from, for messages
     */
    public static Keyring load(byte[] secret, String where) {
        if (secret.length > MAX_STORED) {
            throw FatbuildrException.invalid("Cannot read keyring " + where + ": too large");
        }
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(secret))) {
            PGPSecretKeyRing ring = new PGPSecretKeyRing(in, new BcKeyFingerprintCalculator());
            if (ring.size() != 2) {
                throw FatbuildrException.invalid(
                        "Cannot read keyring " + where + ": it has " + (ring.size() - 1) + " sub-keys instead of one");
            }
            if (in.read() >= 0) {
                throw FatbuildrException.invalid("Cannot read keyring " + where + ": it has more than one key");
            }
            return new Keyring(ring);
        } catch (IOException | PGPException | RuntimeException e) {
            if (e instanceof FatbuildrException known) {
                throw known;
            }
            throw FatbuildrException.invalid(
                    "Cannot read keyring " + where + ": not an OpenPGP secret key (" + e.getMessage() + ")", e);
        }
    }

    /** The stored form, secret parts encrypted. */
    public byte[] secret() {
        return encoded(ring::getEncoded);
    }

    /** The same keys with another expiry, counted from {@code now}; empty for never. */
    public Keyring renewed(Optional<Duration> expires, String passphrase, Instant now) {
        try {
            PGPKeyPair master = pair(master(), passphrase);
            PGPKeyPair subkey = pair(subkey(), passphrase);
            Instant second = now.truncatedTo(ChronoUnit.SECONDS);
            return sealed(new SelfSignatures(master, subkey, second, expires), userId(), passphrase);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("cannot renew OpenPGP keys", e);
        }
    }

    public KeyringInfo info() {
        PGPPublicKey master = master().getPublicKey();
        PGPPublicKey subkey = subkey().getPublicKey();
        String fingerprint = fingerprint(master);
        Instant creation = master.getCreationTime().toInstant();
        return new KeyringInfo(
                userId(),
                fingerprint.substring(fingerprint.length() - 16),
                fingerprint,
                algorithm(master),
                expiry(master),
                creation,
                lastSignature(master).filter(creation::isBefore),
                new KeyringInfo.Subkey(
                        fingerprint(subkey),
                        algorithm(subkey),
                        expiry(subkey),
                        subkey.getCreationTime().toInstant()));
    }

    /** The public half, binary: what {@code gpgv --keyring} and apt's {@code .gpg} files take. */
    public byte[] publicKey() {
        return encoded(() -> ring.toCertificate().getEncoded());
    }

    /** The public half, armored. */
    public String publicArmored() {
        return Armor.of(publicKey());
    }

    /** A signer with the sub-key, decrypted once here. */
    public Signer signer(String passphrase, Clock clock) {
        PGPKeyPair pair = pair(subkey(), passphrase);
        return new Signer(pair, info(), clock);
    }

    static Optional<Instant> expiry(PGPPublicKey key) {
        long seconds = key.getValidSeconds();
        return seconds == 0
                ? Optional.empty()
                : Optional.of(key.getCreationTime().toInstant().plusSeconds(seconds));
    }

    private static Keyring sealed(SelfSignatures signatures, String userId, String passphrase)
            throws PGPException, IOException {
        PGPSecretKey master = new PGPSecretKey(
                signatures.master().getPrivateKey(),
                signatures.certifiedMaster(userId),
                checksum(),
                true,
                encryptor(passphrase));
        PGPSecretKey subkey = new PGPSecretKey(
                signatures.subkey().getPrivateKey(),
                signatures.boundSubkey(),
                checksum(),
                false,
                encryptor(passphrase));
        return new Keyring(new PGPSecretKeyRing(new ArrayList<>(List.of(master, subkey))));
    }

    private static PGPDigestCalculator checksum() throws PGPException {
        return new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
    }

    private static PBESecretKeyEncryptor encryptor(String passphrase) throws PGPException {
        return new BcPBESecretKeyEncryptorBuilder(
                        SymmetricKeyAlgorithmTags.AES_256,
                        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256),
                        S2K_COUNT)
                .build(passphrase.toCharArray());
    }

    private static PGPKeyPair pair(PGPSecretKey key, String passphrase) {
        try {
            PGPPrivateKey privateKey =
                    key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                            .build(passphrase.toCharArray()));
            return new PGPKeyPair(key.getPublicKey(), privateKey);
        } catch (PGPException e) {
            throw FatbuildrException.invalid(
                    "Cannot unlock the keyring: its passphrase file does not belong to it, or the keyring is damaged",
                    e);
        }
    }

    private PGPSecretKey master() {
        return ring.getSecretKey();
    }

    private PGPSecretKey subkey() {
        for (PGPSecretKey key : ring) {
            if (!key.isMasterKey()) {
                return key;
            }
        }
        throw FatbuildrException.invalid("The keyring has no sub-key");
    }

    private String userId() {
        return master().getUserIDs().next();
    }

    private static Optional<Instant> lastSignature(PGPPublicKey key) {
        Optional<Instant> last = Optional.empty();
        for (var signatures = key.getSignatures(); signatures.hasNext(); ) {
            PGPSignature signature = signatures.next();
            Instant time = signature.getCreationTime().toInstant();
            last = last.filter(time::isBefore).or(() -> Optional.of(time));
        }
        return last;
    }

    private static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    }

    private static String algorithm(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PGPPublicKey.RSA_GENERAL -> "rsa" + key.getBitStrength();
            case PGPPublicKey.EDDSA_LEGACY, PGPPublicKey.Ed25519 -> "ed25519";
            default -> "algorithm " + key.getAlgorithm();
        };
    }

    private interface Encoding {
        byte[] bytes() throws IOException;
    }

    private static byte[] encoded(Encoding encoding) {
        try {
            return encoding.bytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
