package fatbuildr.registry.apt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import fatbuildr.libc.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes many files durable: one by one when they are few, with one {@code syncfs} when they are many. */
final class DiskSync {
    /** From here on one sync of the whole file system is cheaper than one per file. */
    private static final int MANY = 64;

    private static final MethodHandle OPEN =
            CLibrary.function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SYNCFS = CLibrary.function("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private DiskSync() {}

    static void files(Disk disk, List<Path> files, Path root) throws IOException {
        if (files.size() >= MANY) {
            whole(disk, root);
            return;
        }
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                disk.sync(channel, file);
            }
        }
    }

    static void directories(Disk disk, List<Path> directories, Path root) throws IOException {
        if (directories.size() >= MANY) {
            whole(disk, root);
            return;
        }
        for (Path directory : directories) {
            disk.syncDirectory(directory);
        }
    }

    private static void whole(Disk disk, Path root) throws IOException {
        disk.before("syncfs", root);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(root.toString());
            int descriptor = (int) CLibrary.call(() -> (int) OPEN.invokeExact(path, 0));
            if (descriptor < 0) {
                throw new IOException("cannot open " + root);
            }
            long result = CLibrary.call(() -> (int) SYNCFS.invokeExact(descriptor));
            long closed = CLibrary.call(() -> (int) CLOSE.invokeExact(descriptor));
            if (result != 0 || closed != 0) {
                throw new IOException("cannot sync the file system of " + root);
            }
        }
    }
}
