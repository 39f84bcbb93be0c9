package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import java.net.URI;

/** Tells requests that pages of other sites make a browser send: its user did not mean them. */
final class SameSite {
    private SameSite() {}

    static void require(Context ctx, Action action) {
        if (comesFromOtherSite(ctx)) {
            throw FatbuildrException.refused("pages of other sites are not allowed to perform action " + action.word());
        }
    }

    /** For what asks no policy. */
    static void require(Context ctx) {
        if (comesFromOtherSite(ctx)) {
            throw FatbuildrException.refused("pages of other sites are not allowed to sign anybody in or out");
        }
    }

    private static boolean comesFromOtherSite(Context ctx) {
        String fetch = ctx.header("Sec-Fetch-Site");
        if (fetch != null && !fetch.equals("same-origin") && !fetch.equals("none")) {
            return true;
        }
        String origin = ctx.header("Origin");
        if (origin == null) {
            return false;
        }
        try {
            return !URI.create(origin)
                    .getRawAuthority()
                    .equalsIgnoreCase(ExternalAddress.of(ctx).host());
        } catch (IllegalArgumentException | NullPointerException opaque) {
            return true;
        }
    }
}
