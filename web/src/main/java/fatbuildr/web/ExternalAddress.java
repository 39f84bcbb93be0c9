package fatbuildr.web;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server's address as the sender of a request sees it. A proxy on this machine tells it with {@code
 * X-Forwarded-Proto}, {@code X-Forwarded-Host} and {@code X-Forwarded-Prefix}; nobody else is believed.
 *
 * @param prefix path that the proxy puts before ours, empty or such as {@code /packages}
 */
record ExternalAddress(String scheme, String host, String prefix) {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    static ExternalAddress of(Context ctx) {
        boolean believed = isThisMachine(ctx.req().getRemoteAddr());
        Optional<String> scheme =
                told(ctx, believed, "X-Forwarded-Proto").filter(text -> text.equals("https") || text.equals("http"));
        Optional<String> host = told(ctx, believed, "X-Forwarded-Host")
                .filter(text -> HOST.matcher(text).matches());
        Optional<String> prefix = told(ctx, believed, "X-Forwarded-Prefix")
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .filter(text -> PREFIX.matcher(text).matches());
        return new ExternalAddress(
                scheme.orElseGet(ctx::scheme),
                host.orElseGet(() -> Optional.ofNullable(ctx.header("Host")).orElseGet(() -> ownAddress(ctx))),
                prefix.orElse(""));
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** The whole address of a path of ours. */
    String url(String path) {
        return scheme + "://" + host + prefix + path;
    }

    /** Whether a connection comes from a program on this machine. */
    static boolean isThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /** Where the request came in: clients of HTTP/1.0 need not say whom they mean. */
    private static String ownAddress(Context ctx) {
        return ctx.req().getServerName() + ":" + ctx.req().getServerPort();
    }

    /** The first of several values is what the outermost proxy saw. */
    private static Optional<String> told(Context ctx, boolean believed, String header) {
        String value = ctx.header(header);
        return believed && value != null ? Optional.of(value.split(",", -1)[0].strip()) : Optional.empty();
    }
}
