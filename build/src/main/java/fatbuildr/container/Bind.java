package fatbuildr.container;

import java.nio.file.Path;

/** A file or directory of this machine made visible in a container. */
public record Bind(Path outside, Path inside, boolean writable) {
    /** At the same path inside, not to be written. */
    public static Bind readOnly(Path path) {
        return new Bind(path, path, false);
    }

    public static Bind readOnly(Path outside, String inside) {
        return new Bind(outside, Path.of(inside), false);
    }

    /** At the same path inside. */
    public static Bind writable(Path path) {
        return new Bind(path, path, true);
    }

    public static Bind writable(Path outside, String inside) {
        return new Bind(outside, Path.of(inside), true);
    }

    /** The launcher's option; colons and backslashes of paths are escaped. */
    String option() {
        return (writable ? "--bind=" : "--bind-ro=") + escaped(outside) + ":" + escaped(inside);
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace(":", "\\:");
    }
}
