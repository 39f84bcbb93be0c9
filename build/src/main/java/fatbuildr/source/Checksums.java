package fatbuildr.source;

import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.error.FatbuildrException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The digests a source archive must have, all of them; hexadecimal in any case. */
public record Checksums(Map<ChecksumAlgorithm, String> expected) {
    public Checksums {
        if (expected.isEmpty()) {
            throw FatbuildrException.invalid("No checksum is given: add at least a sha256 to the artifact definition");
        }
        expected = Map.copyOf(expected);
    }

    /** Whether every algorithm given is one that can be forged. */
    boolean weak() {
        return expected.keySet().stream().allMatch(ChecksumAlgorithm::isWeak);
    }

    Verification start() {
        return new Verification();
    }

    /** Content on its way, digested with every algorithm. */
    final class Verification {
        private final Map<ChecksumAlgorithm, MessageDigest> digests = new EnumMap<>(ChecksumAlgorithm.class);

        private Verification() {
            expected.keySet().forEach(algorithm -> digests.put(algorithm, digest(algorithm)));
        }

        private static MessageDigest digest(ChecksumAlgorithm algorithm) {
            try {
                return MessageDigest.getInstance(algorithm.digestName());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void update(byte[] data, int length) {
            digests.values().forEach(digest -> digest.update(data, 0, length));
        }

        /** What does not fit, in words; empty when all do. */
        Optional<String> mismatch() {
            List<String> found = new ArrayList<>();
            digests.forEach((algorithm, digest) -> {
                String wanted = expected.getOrDefault(algorithm, "").toLowerCase(Locale.ROOT);
                String got = HexFormat.of().formatHex(digest.digest());
                if (!got.equals(wanted)) {
                    found.add(algorithm.key() + " expected " + wanted + ", got " + got);
                }
            });
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
        }
    }
}
