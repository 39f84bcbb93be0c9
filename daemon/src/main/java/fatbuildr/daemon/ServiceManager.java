package fatbuildr.daemon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import fatbuildr.libc.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the program is (dbus-api.md section 11.3): datagrams to the socket of {@code NOTIFY_SOCKET}, which
 * the JDK's channels do not offer. Without the variable nobody is told.
 */
public final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int LONGEST_ADDRESS = 107;

    private final byte[] address;
    private @Nullable Calls calls;

    private ServiceManager(byte[] address) {
        this.address = address;
    }

    public static ServiceManager of(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean usable = (name.startsWith("/") || name.startsWith("@")) && bytes.length <= LONGEST_ADDRESS;
        if (!usable && !name.isEmpty()) {
            LOG.warn("NOTIFY_SOCKET={} is no address of a socket: the service manager is not told anything", name);
        }
        if (usable && bytes[0] == '@') {
            bytes[0] = 0;
        }
        return new ServiceManager(usable ? bytes : new byte[0]);
    }

    boolean isListening() {
        return address.length > 0;
    }

    synchronized void tell(String state) {
        if (!isListening()) {
            return;
        }
        try {
            if (calls == null) {
                calls = Calls.link();
            }
            send(calls, state.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException failure) {
            LOG.warn("cannot tell the service manager {}: {}", state, failure.toString());
        }
    }

    private void send(Calls libc, byte[] state) throws IOException {
        int socket = (int) CLibrary.call(() -> (int) libc.socket().invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
        if (socket < 0) {
            throw new IOException("no socket");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(Short.BYTES + LONGEST_ADDRESS + 1);
            target.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(address, 0, target, JAVA_BYTE, Short.BYTES, address.length);
            // A name in the file system ends with a zero, an abstract one with its length.
            int length = Short.BYTES + address.length + (address[0] == 0 ? 0 : 1);
            MemorySegment text = arena.allocateFrom(JAVA_BYTE, state);
            long sent = CLibrary.call(() ->
                    (long) libc.sendto().invokeExact(socket, text, (long) state.length, MSG_NOSIGNAL, target, length));
            if (sent != state.length) {
                throw new IOException("nobody takes it");
            }
        } finally {
            CLibrary.call(() -> (int) libc.close().invokeExact(socket));
        }
    }

    private record Calls(MethodHandle socket, MethodHandle sendto, MethodHandle close) {
        static Calls link() {
            return new Calls(
                    CLibrary.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)),
                    CLibrary.function(
                            "sendto",
                            FunctionDescriptor.of(
                                    JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT)),
                    CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)));
        }
    }
}
