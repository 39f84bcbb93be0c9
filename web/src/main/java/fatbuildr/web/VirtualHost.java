package fatbuildr.web;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * One instance under a host name of its own: a proxy on this machine names it in a header, and its paths then lack the
 * instance, as where only one is served (http-api.md section 2.1). Nobody else is believed.
 */
final class VirtualHost implements HttpConfiguration.Customizer {
    private static final String INSTANCE = "fatbuildr.virtual-instance";
    private static final String PATH = "fatbuildr.virtual-path";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    private static final Pattern OF_NO_INSTANCE =
            Pattern.compile("/|/version|/openapi\\.json|/metrics|/health/.*|/api/?|/static/.*|/log(in|out)(/.*)?");

    private final String header;

    /** @param header name of the header, {@code [web] instance_header} */
    VirtualHost(String header) {
        this.header = header;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        String id = request.getHeaders().get(header);
        if (id == null || !ID.matcher(id).matches() || !ExternalAddress.isThisMachine(Request.getRemoteAddr(request))) {
            return request;
        }
        HttpURI asked = request.getHttpURI();
        String path = asked.getPath() == null ? "/" : asked.getPath();
        request.setAttribute(INSTANCE, id);
        request.setAttribute(PATH, path);
        return OF_NO_INSTANCE.matcher(path).matches()
                ? request
                : Request.serveAs(request, HttpURI.build(asked).path("/" + id + path));
    }

    /** The instance of the request's host; empty where paths name the instance, or there is only one. */
    static Optional<String> instance(Context ctx) {
        String id = ctx.attribute(INSTANCE);
        return Optional.ofNullable(id);
    }

    /** The path as the sender of the request wrote it. */
    static String path(Context ctx) {
        String path = ctx.attribute(PATH);
        return path == null ? ctx.req().getRequestURI() : path;
    }
}
