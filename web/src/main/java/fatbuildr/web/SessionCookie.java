package fatbuildr.web;

import io.javalin.http.Context;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cookie that keeps a browser signed in: the token itself, one cookie for each instance. No script can read it, and
 * no other site's form sends it.
 */
final class SessionCookie {
    private static final String NAME = "fatbuildr-token-";

    private SessionCookie() {}

    static Optional<String> of(Context ctx, String instance) {
        return cookies(ctx)
                .filter(cookie -> cookie.getName().equals(NAME + instance))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    static boolean isThere(Context ctx) {
        return cookies(ctx).anyMatch(cookie -> cookie.getName().startsWith(NAME));
    }

    /** Kept until the browser ends; the token ends by itself. */
    static void set(Context ctx, String instance, String token) {
        write(ctx, NAME + instance + "=" + token);
    }

    static void clear(Context ctx, String instance) {
        write(ctx, NAME + instance + "=; Max-Age=0");
    }

    private static void write(Context ctx, String cookie) {
        BrowserCookie.add(ctx, cookie, "/");
    }

    private static Stream<Cookie> cookies(Context ctx) {
        Cookie[] cookies = ctx.req().getCookies();
        return cookies == null ? Stream.empty() : Arrays.stream(cookies);
    }
}
