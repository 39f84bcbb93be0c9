package fatbuildr.web.page;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Texts nobody can guess. */
final class Marks {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Marks() {}

    static String next() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
