package fatbuildr.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import fatbuildr.libc.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The C library's calls for pseudo-terminals, with the constants of Linux (the same on x86_64 and aarch64). */
final class NativeTerminal {
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int LONGEST_NAME = 128;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final MethodHandle POSIX_OPENPT =
            CLibrary.function("posix_openpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
    private static final MethodHandle GRANTPT =
            CLibrary.function("grantpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
    private static final MethodHandle UNLOCKPT =
            CLibrary.function("unlockpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
    private static final MethodHandle PTSNAME =
            CLibrary.function("ptsname_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);
    private static final MethodHandle OPEN = CLibrary.function(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), CAPTURE, Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
    private static final MethodHandle IOCTL = CLibrary.function(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            CAPTURE,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle POLL =
            CLibrary.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), CAPTURE);
    private static final MethodHandle READ =
            CLibrary.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);
    private static final MethodHandle WRITE =
            CLibrary.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);

    private NativeTerminal() {}

    /** A call that failed, with the system's error number. */
    static final class CallFailure extends IOException {
        private static final long serialVersionUID = 1L;
        private final int number;

        CallFailure(String call, int number) {
            super(call + " failed with error number " + number);
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** A call with its arguments, in the order of the C library, preceded by the place for the error number. */
    private interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    private static long call(String name, Arena arena, Call call) throws CallFailure {
        MemorySegment state = arena.allocate(STATE);
        long result = CLibrary.call(() -> call.run(state));
        if (result < 0) {
            throw new CallFailure(name, (int) ERRNO.get(state, 0L));
        }
        return result;
    }

    /** The descriptor of a new terminal's far side; its operations do not wait. */
    static int openMaster() throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            int master = (int) call("posix_openpt", arena, state ->
                    (int) POSIX_OPENPT.invokeExact(state, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
            try {
                call("grantpt", arena, state -> (int) GRANTPT.invokeExact(state, master));
                call("unlockpt", arena, state -> (int) UNLOCKPT.invokeExact(state, master));
                return master;
            } catch (CallFailure failure) {
                close(master);
                throw failure;
            }
        }
    }

    /** The file of the side that programs use. */
    static String name(int master) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(LONGEST_NAME);
            call("ptsname_r", arena, state -> -(int) PTSNAME.invokeExact(state, master, name, (long) LONGEST_NAME));
            return name.getString(0);
        }
    }

    /** Opens a terminal without making it this process's controlling one, whose hang-up would end it. */
    static int open(String path) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return (int)
                    call("open", arena, state -> (int) OPEN.invokeExact(state, name, O_RDWR | O_NOCTTY | O_CLOEXEC));
        }
    }

    static void close(int descriptor) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            call("close", arena, state -> (int) CLOSE.invokeExact(state, descriptor));
        }
    }

    static void resize(int master, int rows, int columns) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_SHORT, 4);
            size.setAtIndex(JAVA_SHORT, 0, (short) rows);
            size.setAtIndex(JAVA_SHORT, 1, (short) columns);
            call("ioctl", arena, state -> (int) IOCTL.invokeExact(state, master, TIOCSWINSZ, size));
        }
    }

    /** Whether one of the events, or a hang-up, happens in the time. */
    static boolean poll(int descriptor, short events, int milliseconds) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(8, 4);
            one.set(JAVA_INT, 0, descriptor);
            one.set(JAVA_SHORT, 4, events);
            return call("poll", arena, state -> (int) POLL.invokeExact(state, one, 1L, milliseconds)) > 0;
        }
    }

    static int read(int descriptor, byte[] target) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(target.length);
            int count = (int)
                    call("read", arena, state -> (long) READ.invokeExact(state, descriptor, buffer, buffer.byteSize()));
            MemorySegment.copy(buffer, 0, MemorySegment.ofArray(target), 0, count);
            return count;
        }
    }

    static int write(int descriptor, byte[] source, int offset) throws CallFailure {
        try (Arena arena = Arena.ofConfined()) {
            int length = source.length - offset;
            MemorySegment buffer = arena.allocate(length);
            MemorySegment.copy(MemorySegment.ofArray(source), offset, buffer, 0, length);
            return (int)
                    call("write", arena, state -> (long) WRITE.invokeExact(state, descriptor, buffer, (long) length));
        }
    }
}
