package fatbuildr.daemon.bus;

import fatbuildr.cache.ExpiringCache;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.time.Duration;
import java.util.Optional;

/** Finds out who is behind a connection. */
final class Callers {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST = 1000;
    private static final int ENTRY_BYTES = 64 << 10;

    private final BusConnection connection;
    private final ProcessRunner runner = new ProcessRunner();
    private final ExpiringCache<Integer, String> names = new ExpiringCache<>(MOST, Duration.ofSeconds(30));

    /** Of connections, whose names a bus never gives again: none of them becomes wrong. */
    private final ExpiringCache<String, Integer> uids = new ExpiringCache<>(MOST, Duration.ofDays(1));

    Callers(BusConnection connection) {
        this.connection = connection;
    }

    Caller of(String sender) throws InterruptedException {
        int number = uid(sender);
        return new Caller(sender, number, name(number));
    }

    private int uid(String sender) throws InterruptedException {
        Optional<Integer> known = uids.get(sender);
        if (known.isPresent()) {
            return known.get();
        }
        Object answer = connection
                .call(OutgoingCall.ofBus("GetConnectionUnixUser", "s", sender))
                .getFirst();
        int uid = ((Long) answer).intValue();
        uids.put(sender, uid);
        return uid;
    }

    /** The account's name; the number for a user without account. */
    private String name(int uid) throws InterruptedException {
        Optional<String> known = names.get(uid);
        if (known.isPresent()) {
            return known.get();
        }
        String text = Integer.toUnsignedString(uid);
        ProcessRunner.Output entry =
                runner.output(Command.of("getent", "passwd", text).limit(LIMIT), ENTRY_BYTES);
        String user = entry.status() == 0 ? entry.text().split(":", 2)[0] : text;
        names.put(uid, user);
        return user;
    }
}
