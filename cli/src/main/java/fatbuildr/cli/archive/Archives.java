package fatbuildr.cli.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Makes the archives of a submission; the same files give the same bytes. */
public final class Archives {
    private static final String DEFINITION = "fatbuildr-artifact.tar.xz";

    private final Path directory;

    /** @param directory where the archives go */
    public Archives(Path directory) {
        this.directory = directory;
    }

    /** The definition directory with its root as member {@code .} (http-api.md section 7.1). */
    public Path definition(Path root) {
        return pack(DEFINITION, root, ".", () -> FileSelection.ofDefinition(root));
    }

    /** A source as {@code ID-VERSION.tar.xz} with one directory {@code ID-VERSION} at its top. */
    public Path source(String id, String version, Path root, boolean includeIgnored) {
        String name = id + "-" + version;
        return pack(name + ".tar.xz", root, name, () -> FileSelection.ofSource(root, !includeIgnored));
    }

    private interface Selection {
        List<Path> paths() throws IOException;
    }

    private Path pack(String fileName, Path root, String top, Selection selection) {
        Path target = directory.resolve(fileName);
        try {
            List<Path> paths = selection.paths();
            try (TarFile tar = new TarFile(XzOutput.open(target, size(paths)))) {
                tar.add(root.toRealPath(), top);
                for (Path path : paths) {
                    tar.add(path, top + "/" + root.relativize(path));
                }
            }
            return target;
        } catch (AccessDeniedException e) {
            throw Failure.runtime("unable to read " + e.getFile() + ": permission denied", e);
        } catch (NoSuchFileException e) {
            throw Failure.runtime(e.getFile() + " vanished while " + root + " was archived", e);
        } catch (IOException e) {
            throw Failure.runtime("unable to archive " + root + " in " + target + ": " + e.getMessage(), e);
        }
    }

    private static long size(List<Path> paths) throws IOException {
        long size = 512L * paths.size();
        for (Path path : paths) {
            size += Files.isRegularFile(path, NOFOLLOW_LINKS) ? Files.size(path) : 0;
        }
        return size;
    }
}
