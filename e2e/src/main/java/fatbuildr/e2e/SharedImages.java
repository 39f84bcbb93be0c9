package fatbuildr.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The deb image with a build environment in it, made by one of the processes of a run and copied by the others: each has
 * its own, as daemons look after their images alone. Where nobody shares, there is one only.
 */
final class SharedImages {
    private static final Path DIRECTORY = Path.of(System.getProperty(
                    "fatbuildr.images",
                    Site.shared("images").resolve(Site.INSTANCE).toString()))
            .normalize();
    private static final String IMAGE = "deb.img";

    private SharedImages() {}

    /** Copies the image into a directory of images; false when there is none yet. */
    static boolean copyTo(Path images) {
        Path image = DIRECTORY.resolve(IMAGE);
        if (!Files.isDirectory(image)) {
            return false;
        }
        copy(image, images);
        return true;
    }

    /** Copies the image, or has it made in that directory and keeps a copy. */
    static void provide(Path images, Runnable make) {
        try {
            Files.createDirectories(DIRECTORY);
            try (FileChannel channel = FileChannel.open(
                            DIRECTORY.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (images.equals(DIRECTORY)) {
                    make.run();
                } else if (!copyTo(images)) {
                    make.run();
                    copy(images.resolve(IMAGE), DIRECTORY);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Under another name until it is whole. */
    private static void copy(Path image, Path directory) {
        Command.run(
                        DIRECTORY,
                        "sh",
                        "-ec",
                        "mkdir -p \"$1\"; rm -rf \"$1/new\" \"$1/$2\"; cp -a --reflink=auto \"$0\" \"$1/new\"; mv \"$1/new\" \"$1/$2\"",
                        image.toString(),
                        directory.toString(),
                        IMAGE)
                .succeeded();
    }
}
