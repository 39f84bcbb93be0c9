package fatbuildr.source;

import fatbuildr.error.FatbuildrException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The digests a source archive must have: algorithm name, such as {@code sha256}, to hexadecimal text in any case. */
public record Checksums(Map<String, String> expected) {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "sha512", "SHA-512",
            "sha384", "SHA-384",
            "sha256", "SHA-256",
            "sha224", "SHA-224",
            "sha1", "SHA-1",
            "md5", "MD5");
    private static final List<String> BROKEN = List.of("md5", "sha1");

    public Checksums {
        if (expected.isEmpty()) {
            throw FatbuildrException.invalid("No checksum is given: add at least a sha256 to the artifact definition");
        }
        Map<String, String> lower = new LinkedHashMap<>();
        expected.forEach((algorithm, hex) -> lower.put(algorithm, checked(algorithm, hex)));
        expected = Collections.unmodifiableMap(lower);
    }

    private static String checked(String algorithm, String hex) {
        if (!ALGORITHMS.containsKey(algorithm)) {
            throw FatbuildrException.invalid("Checksum algorithm " + algorithm + " is not supported; use one of "
                    + String.join(", ", ALGORITHMS.keySet().stream().sorted().toList()));
        }
        String lower = hex.strip().toLowerCase(Locale.ROOT);
        int length = digest(algorithm).getDigestLength() * 2;
        if (lower.length() != length || !lower.matches("[0-9a-f]*")) {
            throw FatbuildrException.invalid(
                    "Checksum " + algorithm + " '" + lower + "' is not " + length + " hexadecimal digits");
        }
        return lower;
    }

    /** Whether every algorithm given is one that can be forged. */
    boolean weak() {
        return BROKEN.containsAll(expected.keySet());
    }

    Verification start() {
        return new Verification();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(ALGORITHMS.get(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Content on its way, digested with every algorithm. */
    final class Verification {
        private final Map<String, MessageDigest> digests = new LinkedHashMap<>();

        private Verification() {
            expected.keySet().forEach(algorithm -> digests.put(algorithm, digest(algorithm)));
        }

        void update(byte[] data, int length) {
            digests.values().forEach(digest -> digest.update(data, 0, length));
        }

        /** What does not fit, in words; empty when all do. */
        Optional<String> mismatch() {
            List<String> found = new ArrayList<>();
            digests.forEach((algorithm, digest) -> {
                String got = HexFormat.of().formatHex(digest.digest());
                if (!got.equals(expected.get(algorithm))) {
                    found.add(algorithm + " expected " + expected.get(algorithm) + ", got " + got);
                }
            });
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
        }
    }
}
