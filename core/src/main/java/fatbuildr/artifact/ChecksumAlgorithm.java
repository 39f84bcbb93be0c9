package fatbuildr.artifact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Digests a definition may declare. */
public enum ChecksumAlgorithm {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA224("SHA-224", 56),
    SHA256("SHA-256", 64),
    SHA384("SHA-384", 96),
    SHA512("SHA-512", 128);

    private final String digestName;
    private final int digits;

    ChecksumAlgorithm(String digestName, int digits) {
        this.digestName = digestName;
        this.digits = digits;
    }

    /** For {@link java.security.MessageDigest}. */
    public String digestName() {
        return digestName;
    }

    /** Whether forgeries are known: worth a warning when nothing stronger is declared. */
    public boolean isWeak() {
        return this == MD5 || this == SHA1;
    }

    /** As written in definitions. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChecksumAlgorithm> find(String key) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.key().equals(key))
                .findFirst();
    }

    boolean accepts(String hex) {
        return hex.length() == digits && hex.matches("[0-9a-fA-F]+");
    }
}
