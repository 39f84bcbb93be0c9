package fatbuildr.container;

import fatbuildr.archive.FileTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A directory of a task in memory, for small trees that are made, read once and removed: on a disk that would slow down
 * the build beside it. It has the name of the task, so that what a killed daemon left is found again, and is closed to
 * all others, who may make directories there, too.
 *
 * @param directory it need not exist
 */
public record TaskMemory(Path directory) {
    private static final Path SHARED = Path.of("/dev/shm");

    /** What is taken is at most this part of what is free. */
    private static final int SHARE = 8;

    public static TaskMemory of(String task) {
        return new TaskMemory(SHARED.resolve("fatbuildr-" + task));
    }

    /** Makes the directory; empty when memory for so many bytes cannot be spared, or there is none to be had. */
    public Optional<Path> make(long bytes) throws IOException {
        if (bytes > free() / SHARE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (FileAlreadyExistsException ofOthers) {
            return Optional.empty();
        }
    }

    /** Deletes it with all in it, if it is there and ours. */
    public void delete() throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(Path.of("/proc/self")))) {
            FileTree.delete(directory);
        }
    }

    private static long free() throws IOException {
        if (!Files.isDirectory(SHARED) || !Files.getFileStore(SHARED).type().equals("tmpfs")) {
            return 0;
        }
        long memory = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
        return Math.min(memory, Files.getFileStore(SHARED).getUsableSpace());
    }
}
