package fatbuildr.registry.pgp;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Date;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** Makes version 4 key pairs. */
final class KeyPairs {
    private KeyPairs() {}

    static PGPKeyPair master(KeyParameters parameters, Date creation) throws PGPException {
        return switch (parameters.type()) {
            case "rsa" -> pair(PublicKeyAlgorithmTags.RSA_GENERAL, rsa(parameters.size()), creation);
            default -> {
                Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
                generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
                yield pair(PublicKeyAlgorithmTags.EDDSA_LEGACY, generator.generateKeyPair(), creation);
            }
        };
    }

    /** A pair whose public half is written as a sub-key. */
    static PGPKeyPair subkey(KeyParameters parameters, Date creation) throws PGPException {
        return master(parameters, creation).asSubkey(new BcKeyFingerprintCalculator());
    }

    /** With the JDK's generator: several times faster than the one of the OpenPGP library. */
    private static AsymmetricCipherKeyPair rsa(int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(size);
            RSAPrivateCrtKey key =
                    (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
            return new AsymmetricCipherKeyPair(
                    new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()),
                    new RSAPrivateCrtKeyParameters(
                            key.getModulus(),
                            key.getPublicExponent(),
                            key.getPrivateExponent(),
                            key.getPrimeP(),
                            key.getPrimeQ(),
                            key.getPrimeExponentP(),
                            key.getPrimeExponentQ(),
                            key.getCrtCoefficient()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPKeyPair pair(int algorithm, AsymmetricCipherKeyPair pair, Date creation) throws PGPException {
        return new BcPGPKeyPair(PublicKeyPacket.VERSION_4, algorithm, pair, creation);
    }
}
