package fatbuildr.web;

import io.javalin.http.Context;

/** Cookies as all of ours are: out of reach of scripts and of other sites' forms, and never in clear after TLS. */
final class BrowserCookie {
    private BrowserCookie() {}

    /** @param cookie its name and value, and further attributes if any */
    static void add(Context ctx, String cookie, String path) {
        ExternalAddress address = ExternalAddress.of(ctx);
        ctx.res()
                .addHeader(
                        "Set-Cookie",
                        cookie + "; Path=" + address.prefix() + path + "; HttpOnly; SameSite=Lax"
                                + (address.isSecure() ? "; Secure" : ""));
    }
}
