package fatbuildr.registry.apt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 that can be copied in the middle, to go on from there another time. */
final class Sha256 {
    private final MessageDigest digest;

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    static Sha256 start() {
        try {
            return new Sha256(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(byte[] bytes) {
        Sha256 sha256 = start();
        sha256.update(bytes, bytes.length);
        return sha256.hex();
    }

    void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    Sha256 copy() {
        try {
            return new Sha256((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The checksum so far; more may be added afterwards. */
    String hex() {
        return HexFormat.of().formatHex(copy().digest.digest());
    }
}
