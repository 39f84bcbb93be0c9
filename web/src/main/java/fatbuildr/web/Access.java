package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/** Decides who may do what: the one place every request passes. Whoever reaches the loopback address may do all. */
final class Access {
    private static final String ANONYMOUS = "anonymous";
    private static final String USER = "fatbuildr.user";
    private static final String FORM_TOKEN = "fatbuildr.form-token";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Lets the request pass or refuses it, and notes on whose behalf it acts. */
    void admit(Context ctx, Action action) {
        if (!READING.contains(ctx.req().getMethod()) && comesFromOtherSite(ctx)) {
            throw FatbuildrException.refused("pages of other sites are not allowed to perform action " + action.word());
        }
        ctx.attribute(USER, ANONYMOUS);
    }

    /** The submitter of what the request starts. */
    static String user(Context ctx) {
        String user = ctx.attribute(USER);
        return user == null ? ANONYMOUS : user;
    }

    /** The name of whoever is signed in with a browser or sent a token; empty for anonymous requests. */
    static Optional<String> signedIn(Context ctx) {
        return Optional.of(user(ctx)).filter(user -> !user.equals(ANONYMOUS));
    }

    /**
     * What a form of a page must send back as field {@code form_token} (a script: as header {@code X-Form-Token}) with
     * a request that changes something; empty when nobody is signed in, then none is needed.
     */
    static String formToken(Context ctx) {
        String token = ctx.attribute(FORM_TOKEN);
        return token == null ? "" : token;
    }

    /** The address to listen on, only one that no other machine reaches as long as no policy guards the actions. */
    static InetAddress listenAddress(String host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw FatbuildrException.invalid("[web] host = " + host + ": no such host");
        }
        if (!address.isLoopbackAddress()) {
            throw FatbuildrException.invalid("[web] host = " + host
                    + ": the access policy is not there yet, so only this machine may be served: use localhost");
        }
        return address;
    }

    /** A browser on this machine reaches the loopback address too, whatever page it shows. */
    private static boolean comesFromOtherSite(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin == null) {
            return false;
        }
        try {
            return !URI.create(origin).getRawAuthority().equalsIgnoreCase(ctx.header("Host"));
        } catch (IllegalArgumentException | NullPointerException opaque) {
            return true;
        }
    }
}
