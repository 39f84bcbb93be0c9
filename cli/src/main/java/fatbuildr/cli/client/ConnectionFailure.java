package fatbuildr.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Says why a server could not be talked to, in one line. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static Failure of(ServerUri server, IOException cause) {
        String unable = "unable to reach " + server.base() + ": ";
        String check = "check the address, which comes from " + server.origin() + ", and that the server runs";
        if (find(cause, UnresolvedAddressException.class)) {
            return Failure.server(unable + "unknown host", cause).hint(check);
        }
        if (find(cause, HttpConnectTimeoutException.class)) {
            return Failure.server(unable + "no answer in 10 seconds", cause).hint(check);
        }
        if (find(cause, ConnectException.class)) {
            return Failure.server(unable + "connection refused", cause).hint(check);
        }
        if (find(cause, SSLException.class)) {
            return Failure.server("no secure connection to " + server.base() + ": " + root(cause), cause)
                    .hint("the certificate must be signed by an authority of this machine or of the file named by"
                            + " SSL_CERT_FILE; for a plain server use http://");
        }
        return Failure.server("connection to " + server.base() + " broke off: " + root(cause), cause)
                .hint("the server may have been restarted; look with: fatbuildrctl list");
    }

    private static boolean find(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return (message == null ? root.getClass().getSimpleName() : message)
                .lines()
                .findFirst()
                .orElse("");
    }
}
