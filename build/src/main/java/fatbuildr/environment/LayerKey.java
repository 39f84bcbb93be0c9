package fatbuildr.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What layers of build dependencies are named by. The instance's own repository is no part: its packages are compared
 * one by one.
 *
 * @param environment stands for the path of the environment
 * @param generation stands for its content
 * @param dependencies stands for what is installed
 */
record LayerKey(String environment, String generation, String dependencies) {
    static LayerKey of(Path environment, BuildDependencies needed, String distribution) throws IOException {
        return new LayerKey(
                digest(environment.toString()),
                digest(RootFiles.generation(environment)),
                digest(String.join("\n", needed.architectureOnly() ? "arch" : "all", distribution, needed.text())));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    boolean names(Path layer) {
        return name(layer).startsWith(this + "-");
    }

    /** Whether the layer lies on an earlier state of the same environment. */
    boolean outdates(Path layer) {
        return name(layer).startsWith(environment + ".")
                && !name(layer).startsWith(environment + "." + generation + ".");
    }

    private static String name(Path layer) {
        return String.valueOf(layer.getFileName());
    }

    @Override
    public String toString() {
        return String.join(".", List.of(environment, generation, dependencies));
    }
}
