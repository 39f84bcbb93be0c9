package fatbuildr.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** The connection below a request, for what the servlet interface has no word for. */
final class ClientConnection {
    private static final long DRAINED = 64L << 20;

    private final Context ctx;
    private final EndPoint endPoint;

    private ClientConnection(Context ctx, EndPoint endPoint) {
        this.ctx = ctx;
        this.endPoint = endPoint;
    }

    static ClientConnection of(Context ctx) {
        return new ClientConnection(
                ctx,
                ServletContextRequest.getServletContextRequest(ctx.req())
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint());
    }

    /** Closes the connection at once, so that an answer begun does not look complete. */
    void abort() {
        endPoint.close();
    }

    /** Reads what the client still sends: many clients see the answer only after their request is out. */
    void drain() {
        try (InputStream body = new SteadyInputStream(ctx.req().getInputStream())) {
            byte[] piece = new byte[16 * 1024];
            long drained = 0;
            for (int read = body.read(piece); read >= 0 && drained < DRAINED; read = body.read(piece)) {
                drained += read;
            }
        } catch (IOException gone) {
            abort();
        }
    }

    /** Sends bytes at once: no buffer is kept for the connection meanwhile. */
    void send(byte[] bytes) throws IOException {
        ((HttpOutput) ctx.res().getOutputStream()).write(ByteBuffer.wrap(bytes));
    }

    /**
     * Whether the client closed the connection.
     *
     * @param ignored a place for what it may have sent instead
     */
    boolean isGone(ByteBuffer ignored) {
        try {
            return endPoint.fill(ignored.clear().limit(0)) < 0;
        } catch (IOException broken) {
            return true;
        }
    }
}
