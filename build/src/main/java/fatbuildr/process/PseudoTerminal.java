package fatbuildr.process;

import fatbuildr.process.NativeTerminal.CallFailure;
import java.io.IOException;

/**
 * A pseudo-terminal, seen from the side of the person in front of it. It stays usable while no program has it open,
 * until {@link #release}. Thread-safe but for closing.
 */
final class PseudoTerminal implements AutoCloseable {
    private final int master;
    private final String path;
    private final int held;
    private boolean released;

    private PseudoTerminal(int master, String path, int held) {
        this.master = master;
        this.path = path;
        this.held = held;
    }

    static PseudoTerminal open() throws IOException {
        int master = NativeTerminal.openMaster();
        try {
            String path = NativeTerminal.name(master);
            return new PseudoTerminal(master, path, NativeTerminal.open(path));
        } catch (IOException failure) {
            NativeTerminal.close(master);
            throw failure;
        }
    }

    /** The file that programs open. */
    String path() {
        return path;
    }

    /** Programs on the terminal get SIGWINCH. */
    void resize(int rows, int columns) throws IOException {
        NativeTerminal.resize(master, rows, columns);
    }

    /** Waits a while for output; 0 when there was none, -1 once released and left by every program. */
    int read(byte[] target, int milliseconds) throws IOException {
        try {
            if (!NativeTerminal.poll(master, NativeTerminal.POLLIN, milliseconds)) {
                return 0;
            }
            return NativeTerminal.read(master, target);
        } catch (CallFailure failure) {
            return switch (failure.number()) {
                case NativeTerminal.EIO -> -1;
                case NativeTerminal.EAGAIN, NativeTerminal.EINTR -> 0;
                default -> throw failure;
            };
        }
    }

    /** Writes bytes from the offset on, as many as the terminal takes in the time; answers how many. */
    int write(byte[] source, int offset, int milliseconds) throws IOException {
        try {
            if (!NativeTerminal.poll(master, NativeTerminal.POLLOUT, milliseconds)) {
                return 0;
            }
            return NativeTerminal.write(master, source, offset);
        } catch (CallFailure failure) {
            if (failure.number() == NativeTerminal.EAGAIN || failure.number() == NativeTerminal.EINTR) {
                return 0;
            }
            throw failure;
        }
    }

    /** From now on output ends when no program has the terminal open any more. */
    void release() throws IOException {
        if (!released) {
            released = true;
            NativeTerminal.close(held);
        }
    }

    /** Programs that still have it get a hang-up. */
    @Override
    public void close() throws IOException {
        release();
        NativeTerminal.close(master);
    }
}
