package fatbuildr.registry.pgp;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/**
 * What binds user id and sub-key to the master key, with the expiry of both. Sub-packets are not critical and name no
 * AEAD: gpg 2.2 refuses keys that have either otherwise.
 *
 * @param now time of the signatures
 * @param expires counted from {@code now}; empty for never
 */
record SelfSignatures(PGPKeyPair master, PGPKeyPair subkey, Instant now, Optional<Duration> expires) {
    private static final int CERTIFICATION = PGPSignature.POSITIVE_CERTIFICATION;

    /** GnuPG counts seconds in 32 bits: to it a key that ends later expired decades ago. */
    private static final Instant LAST = Instant.ofEpochSecond(0xffff_ffffL);

    SelfSignatures {
        expires.map(now::plus).filter(LAST::isBefore).ifPresent(end -> {
            throw FatbuildrException.invalid("Keys cannot expire as late as " + end
                    + ": the last moment that GnuPG knows is " + LAST + "; 0 makes keys that never expire");
        });
    }

    /** The master key with its only user id. */
    PGPPublicKey certifiedMaster(String userId) throws PGPException {
        PGPPublicKey bare = bare(master.getPublicKey());
        PGPSignatureSubpacketGenerator hashed = subpackets(master, master.getPublicKey());
        hashed.setKeyFlags(false, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        hashed.setPrimaryUserID(false, true);
        hashed.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
        hashed.setPreferredHashAlgorithms(
                false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA256});
        hashed.setPreferredSymmetricAlgorithms(
                false, new int[] {SymmetricKeyAlgorithmTags.AES_256, SymmetricKeyAlgorithmTags.AES_128});
        PGPSignatureGenerator generator = generator(master, CERTIFICATION, hashed);
        return PGPPublicKey.addCertification(bare, userId, generator.generateCertification(userId, bare));
    }

    /** The sub-key, bound to the master key, with the cross signature that a signing sub-key must carry. */
    PGPPublicKey boundSubkey() throws PGPException, IOException {
        PGPPublicKey masterKey = master.getPublicKey();
        PGPPublicKey bare = bare(subkey.getPublicKey());
        PGPSignatureSubpacketGenerator back = new PGPSignatureSubpacketGenerator();
        back.setSignatureCreationTime(false, Date.from(now));
        back.setIssuerFingerprint(false, bare);
        PGPSignature cross =
                generator(subkey, PGPSignature.PRIMARYKEY_BINDING, back).generateCertification(masterKey, bare);
        PGPSignatureSubpacketGenerator hashed = subpackets(master, bare);
        hashed.setKeyFlags(false, KeyFlags.SIGN_DATA);
        hashed.addEmbeddedSignature(false, cross);
        PGPSignature binding =
                generator(master, PGPSignature.SUBKEY_BINDING, hashed).generateCertification(masterKey, bare);
        return PGPPublicKey.addCertification(bare, binding);
    }

    private PGPSignatureSubpacketGenerator subpackets(PGPKeyPair issuer, PGPPublicKey subject) {
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(false, Date.from(now));
        hashed.setIssuerFingerprint(false, issuer.getPublicKey());
        expires.ifPresent(duration -> hashed.setKeyExpirationTime(
                false,
                Duration.between(subject.getCreationTime().toInstant(), now.plus(duration))
                        .toSeconds()));
        return hashed;
    }

    private static PGPSignatureGenerator generator(PGPKeyPair issuer, int type, PGPSignatureSubpacketGenerator hashed)
            throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(issuer.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                issuer.getPublicKey());
        generator.init(type, issuer.getPrivateKey());
        generator.setHashedSubpackets(hashed.generate());
        PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
        unhashed.setIssuerKeyID(false, issuer.getKeyID());
        generator.setUnhashedSubpackets(unhashed.generate());
        return generator;
    }

    private static PGPPublicKey bare(PGPPublicKey key) throws PGPException {
        return new PGPPublicKey(key.getPublicKeyPacket(), new BcKeyFingerprintCalculator());
    }
}
