package fatbuildr.engine.task;

import fatbuildr.engine.DebFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system that can be filled. */
final class DiskImage {
    private DiskImage() {}

    static void mount(Path directory, String size) {
        DebFactory.run(directory, "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
    }

    static void unmount(Path directory) {
        DebFactory.run(directory.getParent(), "umount", directory.toString());
    }

    /** Writes until there is only so much room left. */
    static void fill(Path file, long free) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(file).getUsableSpace() > free) {
                out.write(page);
            }
        }
    }
}
