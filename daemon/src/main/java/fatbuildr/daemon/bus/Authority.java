package fatbuildr.daemon.bus;

import fatbuildr.cache.ExpiringCache;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.dbus.Struct;
import fatbuildr.dbus.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks polkit whether a caller may do something (dbus-api.md section 6.1). */
final class Authority {
    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);
    private static final long INTERACTION_ALLOWED = 1;
    private static final Set<String> ABSENT = Set.of(
            "org.freedesktop.DBus.Error.ServiceUnknown",
            "org.freedesktop.DBus.Error.NoReply",
            "org.freedesktop.DBus.Error.TimedOut",
            BusError.DISCONNECTED);

    private final BusConnection connection;

    /** Connections that may act for others: an HTTP server asks for that with every call. */
    private final ExpiringCache<String, Boolean> actors = new ExpiringCache<>(1000, Duration.ofSeconds(5));

    Authority(BusConnection connection) {
        this.connection = connection;
    }

    /**
     * Fails unless the caller may. Waits for as long as somebody is asked to authenticate. That a connection may act for
     * others without anybody being asked is remembered for some seconds.
     */
    void require(Action action, Caller caller, boolean interactive) throws InterruptedException {
        if (action == Action.ACT_AS && mayActForOthers(caller)) {
            return;
        }
        if (!authorized(action, caller, interactive)) {
            throw refusal(action, caller, "");
        }
    }

    private boolean mayActForOthers(Caller caller) throws InterruptedException {
        if (actors.get(caller.connection()).isPresent()) {
            return true;
        }
        if (!authorized(Action.ACT_AS, caller, false)) {
            return false;
        }
        actors.put(caller.connection(), true);
        return true;
    }

    private boolean authorized(Action action, Caller caller, boolean interactive) throws InterruptedException {
        OutgoingCall check = new OutgoingCall(
                "org.freedesktop.PolicyKit1",
                "/org/freedesktop/PolicyKit1/Authority",
                "org.freedesktop.PolicyKit1.Authority",
                "CheckAuthorization",
                "(sa{sv})sa{ss}us",
                List.of(
                        Struct.of("system-bus-name", Map.of("name", Value.text(caller.connection()))),
                        action.id(),
                        Map.of(),
                        interactive ? INTERACTION_ALLOWED : 0L,
                        ""));
        try {
            return connection.call(check).getFirst() instanceof Struct(List<Object> result)
                    && Boolean.TRUE.equals(result.getFirst());
        } catch (BusError failure) {
            if (!ABSENT.contains(failure.name())) {
                LOG.debug("polkit cannot tell whether {} may {}", caller.user(), action.words(), failure);
                throw refusal(action, caller, ": " + failure.text());
            }
            LOG.error("polkit does not answer whether {} may {}: {}", caller.user(), action.words(), failure.text());
            throw refusal(action, caller, ": polkit does not answer, is it installed and running?");
        }
    }

    private static BusError refusal(Action action, Caller caller, String reason) {
        return new BusError(
                BusError.NOT_AUTHORIZED,
                "action " + action.words() + " not authorized to user " + caller.user() + "("
                        + Integer.toUnsignedString(caller.uid()) + ")" + reason);
    }
}
