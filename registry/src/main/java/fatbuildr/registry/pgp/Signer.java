package fatbuildr.registry.pgp;

import fatbuildr.api.KeyringInfo;
import fatbuildr.error.FatbuildrException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** Signs with the keyring's sub-key, SHA-512; may be used by several threads. Holds the secret key. */
public final class Signer {
    private final PGPKeyPair key;
    private final KeyringInfo info;
    private final Clock clock;

    Signer(PGPKeyPair key, KeyringInfo info, Clock clock) {
        this.key = key;
        this.info = info;
        this.clock = clock;
    }

    /** The keyring whose key signs. */
    public KeyringInfo keyring() {
        return info;
    }

    /** When the key stops to be usable: the earlier expiry of master key and sub-key. */
    public Optional<Instant> expires() {
        return info.end();
    }

    /** The text wrapped in a clear signature, as {@code InRelease} is. */
    public byte[] clearSign(byte[] text) {
        CleartextMessage message = CleartextMessage.of(text);
        String signature = Armor.of(sign(PGPSignature.CANONICAL_TEXT_DOCUMENT, message.signed()));
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 2048);
        out.writeBytes("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(message.shown());
        out.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** A detached armored signature, as {@code Release.gpg} is. */
    public byte[] detachedArmored(byte[] content) {
        return Armor.of(sign(PGPSignature.BINARY_DOCUMENT, content)).getBytes(StandardCharsets.US_ASCII);
    }

    /** A detached binary signature. */
    public byte[] detached(byte[] content) {
        return sign(PGPSignature.BINARY_DOCUMENT, content);
    }

    /** Whether a detached signature, armored or not, is of this content by this key. */
    public boolean verifies(byte[] content, byte[] signature) {
        return verified(content, signature);
    }

    /** Whether a clear-signed message holds exactly this text, signed by this key. */
    public boolean verifiesClear(byte[] message, byte[] text) {
        CleartextMessage expected = CleartextMessage.of(text);
        byte[] shown = expected.shown();
        int start = indexOf(message, "\n\n".getBytes(StandardCharsets.US_ASCII)) + 2;
        int end = start + shown.length;
        return start >= 2
                && end <= message.length
                && Arrays.equals(message, start, end, shown, 0, shown.length)
                && verified(expected.signed(), Arrays.copyOfRange(message, end, message.length));
    }

    private boolean verified(byte[] content, byte[] armored) {
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(armored))) {
            if (!(new PGPObjectFactory(in, new BcKeyFingerprintCalculator()).nextObject()
                    instanceof PGPSignatureList list)) {
                return false;
            }
            for (PGPSignature signature : list) {
                if (signature.getKeyID() == key.getKeyID()) {
                    signature.init(new BcPGPContentVerifierBuilderProvider(), key.getPublicKey());
                    signature.update(content);
                    return signature.verify();
                }
            }
            return false;
        } catch (IOException | PGPException e) {
            return false;
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -2;
    }

    private byte[] sign(int type, byte[] content) {
        Instant now = clock.instant();
        expires().filter(end -> !now.isBefore(end)).ifPresent(end -> {
            throw FatbuildrException.conflict("Cannot sign: key " + info.id() + " of " + info.userid() + " expired at "
                    + end + "; renew the keyring");
        });
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    key.getPublicKey());
            generator.init(type, key.getPrivateKey());
            PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(false, Date.from(now));
            hashed.setIssuerFingerprint(false, key.getPublicKey());
            generator.setHashedSubpackets(hashed.generate());
            PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
            unhashed.setIssuerKeyID(false, key.getKeyID());
            generator.setUnhashedSubpackets(unhashed.generate());
            generator.update(content);
            return generator.generate().getEncoded();
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }
}
