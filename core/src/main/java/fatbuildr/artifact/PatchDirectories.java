package fatbuildr.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where the patches of a definition lie (artifact-definition.md section 8.1). */
public record PatchDirectories(Path generic, Path version) {
    private static final String GENERIC = "generic";

    public static PatchDirectories of(Path definition, String mainVersion) {
        Versions.checkMain(mainVersion);
        Path root = definition.resolve("patches");
        return new PatchDirectories(root.resolve(GENERIC), root.resolve(mainVersion));
    }

    /** In byte order of their names. */
    public List<Path> genericPatches() throws IOException {
        return patches(generic);
    }

    /** The same of the version; a version may be called generic, whose patches count once. */
    public List<Path> versionPatches() throws IOException {
        return version.equals(generic) ? List.of() : patches(version);
    }

    private static List<Path> patches(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !name(file).startsWith("."))
                    .sorted((left, right) -> Arrays.compareUnsigned(bytes(left), bytes(right)))
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static byte[] bytes(Path file) {
        return name(file).getBytes(StandardCharsets.UTF_8);
    }
}
