package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out who is behind a connection. */
final class Callers {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MOST_NAMES = 1000;
    private static final int ENTRY_BYTES = 64 << 10;

    private final BusConnection connection;
    private final ProcessRunner runner = new ProcessRunner();
    private final Map<Integer, Name> names = new LinkedHashMap<>();

    /** Of connections, whose names a bus never gives again. */
    private final Map<String, Integer> uids = new LinkedHashMap<>();

    Callers(BusConnection connection) {
        this.connection = connection;
    }

    private record Name(String user, long nanos) {}

    Caller of(String sender) throws InterruptedException {
        int number = uid(sender);
        return new Caller(sender, number, name(number));
    }

    private int uid(String sender) throws InterruptedException {
        synchronized (uids) {
            Integer known = uids.get(sender);
            if (known != null) {
                return known;
            }
        }
        Object answer = connection
                .call(OutgoingCall.ofBus("GetConnectionUnixUser", "s", sender))
                .getFirst();
        int uid = ((Long) answer).intValue();
        synchronized (uids) {
            if (uids.size() >= MOST_NAMES) {
                uids.clear();
            }
            uids.put(sender, uid);
        }
        return uid;
    }

    /** The account's name; the number for a user without account. */
    private String name(int uid) throws InterruptedException {
        synchronized (names) {
            Name known = names.get(uid);
            if (known != null && System.nanoTime() - known.nanos() < REMEMBERED_NANOS) {
                return known.user();
            }
        }
        String text = Integer.toUnsignedString(uid);
        ProcessRunner.Output entry =
                runner.output(Command.of("getent", "passwd", text).limit(LIMIT), ENTRY_BYTES);
        String user = entry.status() == 0 ? entry.text().split(":", 2)[0] : text;
        synchronized (names) {
            if (names.size() >= MOST_NAMES) {
                names.clear();
            }
            names.put(uid, new Name(user, System.nanoTime()));
        }
        return user;
    }
}
