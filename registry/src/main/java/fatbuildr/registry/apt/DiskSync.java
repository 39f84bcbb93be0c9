package fatbuildr.registry.apt;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes many files durable: one by one when they are few, with one {@code syncfs} when they are many. */
final class DiskSync {
    /** From here on one sync of the whole file system is cheaper than one per file. */
    private static final int MANY = 64;

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
            MethodHandle open = function("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
            MethodHandle syncfs = function("syncfs", ValueLayout.JAVA_INT);
            MethodHandle close = function("close", ValueLayout.JAVA_INT);
            MemorySegment path = arena.allocateFrom(root.toString());
            int descriptor = (int) open.invokeExact(path, 0);
            if (descriptor < 0) {
                throw new IOException("cannot open " + root);
            }
            int result = (int) syncfs.invokeExact(descriptor);
            int closed = (int) close.invokeExact(descriptor);
            if (result != 0 || closed != 0) {
                throw new IOException("cannot sync the file system of " + root);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // three calls of the C library without state
    private static MethodHandle function(String name, java.lang.foreign.MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().find(name).orElseThrow();
        return linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
}
