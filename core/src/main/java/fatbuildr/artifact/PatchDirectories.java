package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    /** In byte order of their names; links are followed, several versions may share patches. */
    public List<Path> genericPatches() throws IOException {
        return patches(generic);
    }

    /** The same of the version; one may be called generic or link to that, then its patches count once. */
    public List<Path> versionPatches() throws IOException {
        boolean same = Files.isDirectory(version) && Files.isDirectory(generic) && Files.isSameFile(version, generic);
        return same ? List.of() : patches(version);
    }

    private static List<Path> patches(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> !name(file).startsWith("."))
                    .peek(PatchDirectories::requireThere)
                    .filter(Files::isRegularFile)
                    .sorted((left, right) -> Arrays.compareUnsigned(bytes(left), bytes(right)))
                    .toList();
        }
    }

    /** A patch that is not applied would go unnoticed. */
    private static void requireThere(Path file) {
        if (!Files.exists(file)) {
            throw FatbuildrException.invalid("patch " + name(file) + " is a link to something that does not exist");
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static byte[] bytes(Path file) {
        return name(file).getBytes(StandardCharsets.UTF_8);
    }
}
