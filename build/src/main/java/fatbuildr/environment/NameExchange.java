package fatbuildr.environment;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import fatbuildr.libc.CLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Two directories change names at one moment, for which Java has no call. */
final class NameExchange {
    private static final int AT_FDCWD = -100;
    private static final int RENAME_EXCHANGE = 2;
    private static final MethodHandle RENAMEAT2 = CLibrary.function(
            "renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

    private NameExchange() {}

    /** Whether it happened: network and some overlay file systems cannot. */
    static boolean between(Path one, Path other) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocateFrom(one.toAbsolutePath().toString());
            MemorySegment to = arena.allocateFrom(other.toAbsolutePath().toString());
            return CLibrary.call(() -> (int) RENAMEAT2.invokeExact(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE)) == 0;
        }
    }
}
