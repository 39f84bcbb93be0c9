package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** How the server meets the network: limits that keep one client from starving the others. */
final class Listener {
    /** Connections that may wait while others are taken; the kernel lets further ones try again, after seconds. */
    private static final int WAITING = 1024;

    private static final int HEADER_BYTES = 16 * 1024;

    private Listener() {}

    /** The address to listen on. */
    static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw FatbuildrException.invalid("[web] host = " + host + ": no such host");
        }
    }

    /** Where connections come in. */
    static ServerConnector connector(Server server, HttpConfiguration http, InetAddress address, int port) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setAcceptQueueSize(WAITING);
        return connector;
    }

    static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
    }

    static void prepare(Server server) {
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
    }

    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "the address is in use by another program, or not of this machine";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
