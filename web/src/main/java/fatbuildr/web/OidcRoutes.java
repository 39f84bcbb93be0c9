package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import fatbuildr.web.oidc.Attempt;
import fatbuildr.web.oidc.Provider;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Signing in with the site's OpenID provider: to it, and back with a code. The session is one of our own tokens. */
final class OidcRoutes {
    private static final String CALLBACK = "/login/callback";
    private static final String COOKIE = "fatbuildr-sign-in";

    private final Engine engine;
    private final Optional<String> only;
    private final Access access;
    private final Provider provider;

    OidcRoutes(Engine engine, Optional<String> only, Access access, Provider provider) {
        this.engine = engine;
        this.only = only;
        this.access = access;
        this.provider = provider;
    }

    List<Route> routes() {
        return List.of(
                Route.global(HandlerType.GET, "/login/oidc", Answer.HTML, this::leave),
                Route.global(HandlerType.GET, CALLBACK, Answer.HTML, this::comeBack));
    }

    private void leave(Context ctx) {
        String asked = ctx.queryParam("instance");
        String instance = LoginRoutes.alone(ctx, only).orElseGet(() -> asked == null ? "" : asked);
        Attempt attempt = Attempt.at(
                engine.instance(instance).definition().id(),
                SafePath.of(ctx.queryParam("next")).orElse(""));
        URI target = provider.authorization(attempt, callback(ctx));
        BrowserCookie.add(ctx, COOKIE + "=" + attempt.encoded() + "; Max-Age=600", "/login");
        LoginRoutes.redirect(ctx, target.toString());
    }

    private void comeBack(Context ctx) {
        Attempt attempt = Optional.ofNullable(ctx.cookie(COOKIE))
                .flatMap(Attempt::decoded)
                .filter(kept -> kept.isAnsweredBy(ctx.queryParam("state")))
                .orElseThrow(() -> FatbuildrException.refused(
                        "signing in failed: this browser did not begin it, or too long ago: begin again"));
        BrowserCookie.add(ctx, COOKIE + "=; Max-Age=0", "/login");
        String error = ctx.queryParam("error");
        String code = ctx.queryParam("code");
        if (error != null || code == null || code.isEmpty()) {
            throw FatbuildrException.refused("signing in failed: the provider answers "
                    + (error == null || error.isEmpty() ? "without a code" : error));
        }
        access.signInAs(ctx, attempt.instance(), provider.user(code, attempt, callback(ctx)));
        LoginRoutes.leave(ctx, attempt.instance(), LoginRoutes.alone(ctx, only), attempt.next());
    }

    private static URI callback(Context ctx) {
        return URI.create(ExternalAddress.of(ctx).url(CALLBACK));
    }
}
