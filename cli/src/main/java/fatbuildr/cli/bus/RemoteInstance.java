package fatbuildr.cli.bus;

import fatbuildr.cli.client.Failure;
import fatbuildr.dbus.BusAddress;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.Interface;
import fatbuildr.dbus.Interfaces;
import fatbuildr.dbus.Names;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.dbus.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The object of one instance: its methods and properties by name. Failures are {@link BusError}s and {@link Failure}s. */
final class RemoteInstance implements AutoCloseable {
    private final BusConnection connection;
    private final String path;

    private RemoteInstance(BusConnection connection, String path) {
        this.connection = connection;
        this.path = path;
    }

    static RemoteInstance connect(BusUri uri, Map<String, String> environment) {
        BusAddress address = BusAddress.of(environment);
        BusConnection connection;
        try {
            // The library would tell on standard error that nobody takes its log.
            System.setProperty("slf4j.internal.verbosity", "ERROR");
            connection = BusConnection.open(address);
        } catch (IOException failure) {
            throw Failure.server(
                            "unable to reach " + uri + ": no message bus at " + address.text() + ": "
                                    + failure.getMessage(),
                            failure)
                    .hint("dbus:// is for the daemon of this machine; for another one give its web address with"
                            + " --uri https://HOST/INSTANCE or FATBUILDR_URI");
        }
        try {
            Object path = answer(
                    connection,
                    OutgoingCall.ofDaemon(Names.SERVICE_PATH, Interfaces.SERVICE, "GetInstance", uri.instance()));
            return new RemoteInstance(connection, (String) path);
        } catch (BusError failure) {
            connection.close();
            throw failure.is(BusError.UNKNOWN_INSTANCE)
                    ? Failure.server("instance " + uri.instance() + " not found")
                    : unreachable(uri, failure);
        }
    }

    Object call(String method, Object... arguments) {
        return call(Interfaces.INSTANCE, method, arguments);
    }

    Object call(Interface of, String method, Object... arguments) {
        return answer(connection, OutgoingCall.ofDaemon(path, of, method, arguments));
    }

    Object property(String name) {
        return property(Interfaces.INSTANCE, name);
    }

    Object property(Interface of, String name) {
        Object variant = answer(
                connection,
                new OutgoingCall(Names.SERVICE, path, Names.PROPERTIES, "Get", "ss", List.of(of.name(), name)));
        return variant instanceof Value(String _, Object content) ? content : variant;
    }

    private static Object answer(BusConnection connection, OutgoingCall call) {
        try {
            return connection.call(call).getFirst();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while waiting for the daemon", stopped);
        }
    }

    private static Failure unreachable(BusUri uri, BusError error) {
        if (error.name().equals("org.freedesktop.DBus.Error.ServiceUnknown")
                || error.name().startsWith("org.freedesktop.DBus.Error.Spawn")
                || error.name().startsWith("org.freedesktop.systemd1")) {
            return Failure.server(
                            "unable to reach " + uri + ": the daemon is not on the message bus: " + error.text(), error)
                    .hint("is fatbuildrd installed and able to start? See: systemctl status fatbuildrd");
        }
        return failure(error);
    }

    /** What to tell the user of an error that has no meaning of its own. */
    static Failure failure(BusError error) {
        if (error.is(BusError.NOT_AUTHORIZED)) {
            return Failure.permission(error.text())
                    .hint("members of group fatbuildr may do most things; others are asked to authenticate where an"
                            + " agent runs");
        }
        if (error.is(BusError.DISCONNECTED) || error.name().equals("org.freedesktop.DBus.Error.NoReply")) {
            return Failure.server("the daemon went away before it answered: " + error.text(), error)
                    .hint("see what became of the request with: fatbuildrctl list or fatbuildrctl history");
        }
        String text = error.text().isEmpty() ? error.name() : error.text();
        return Failure.server(text, error);
    }

    @Override
    public void close() {
        connection.close();
    }
}
