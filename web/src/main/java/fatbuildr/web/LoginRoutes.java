package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;

/** Signing in and out with a browser: a token that one has becomes the cookie of the session. */
final class LoginRoutes {
    private final Engine engine;
    private final Optional<String> only;
    private final Access access;
    private final PageMaker pages;
    private final boolean provider;

    /** @param provider whether people may also sign in with an OpenID provider */
    LoginRoutes(Engine engine, Optional<String> only, Access access, PageMaker pages, boolean provider) {
        this.engine = engine;
        this.only = only;
        this.access = access;
        this.pages = pages;
        this.provider = provider;
    }

    List<Route> routes() {
        return List.of(
                Route.global(HandlerType.GET, "/login", Answer.HTML, ctx -> page(ctx, 200, "")),
                Route.global(HandlerType.POST, "/login", Answer.HTML, this::signIn),
                Route.global(HandlerType.GET, "/logout", Answer.HTML, ctx -> page(ctx, 200, "")),
                Route.global(HandlerType.POST, "/logout", Answer.HTML, this::signOut));
    }

    private void signIn(Context ctx) {
        SameSite.require(ctx);
        Optional<String> alone = alone(ctx, only);
        String instance = alone.orElseGet(() -> field(ctx, "instance"));
        try {
            access.signIn(ctx, instance, field(ctx, "token").strip());
        } catch (FatbuildrException refused) {
            page(ctx, ErrorReplies.status(refused.kind()), String.valueOf(refused.getMessage()));
            return;
        }
        leave(ctx, instance, alone, value(ctx, "next"));
    }

    private void signOut(Context ctx) {
        SameSite.require(ctx);
        access.signOut(ctx);
        goTo(ctx, "/login");
    }

    /** To where the visitor came from, else to the instance. */
    static void leave(Context ctx, String instance, Optional<String> alone, String next) {
        String registry = alone.isPresent() ? "/registry/" : "/" + instance + "/registry/";
        goTo(ctx, SafePath.of(next).orElse(registry));
    }

    static void goTo(Context ctx, String path) {
        redirect(ctx, ExternalAddress.of(ctx).url(path));
    }

    static void redirect(Context ctx, String address) {
        ctx.header("Location", address);
        ctx.header("Cache-Control", "no-store");
        ctx.status(303);
    }

    private void page(Context ctx, int status, String problem) {
        List<String> instances = alone(ctx, only)
                .map(List::of)
                .orElseGet(() -> engine.instances().stream()
                        .map(service -> service.definition().id())
                        .toList());
        ctx.status(status);
        PageMaker.send(
                ctx,
                pages.page(ctx, "login")
                        .step("sign in", null)
                        .put("instances", instances)
                        .put("chosen", value(ctx, "instance"))
                        .put("next", SafePath.of(value(ctx, "next")).orElse(""))
                        .put("provider", provider)
                        .put("problem", problem));
        ctx.header("Cache-Control", "no-store");
    }

    /** The instance that needs no naming: the only one, or that of the request's host. */
    static Optional<String> alone(Context ctx, Optional<String> only) {
        return only.or(() -> VirtualHost.instance(ctx));
    }

    private static String field(Context ctx, String name) {
        String value = value(ctx, name);
        if (value.isEmpty()) {
            throw FatbuildrException.invalid("bad request: the form field " + name + " is missing");
        }
        return value;
    }

    /** Of the form, else of the address. */
    private static String value(Context ctx, String name) {
        String value = RequestBody.isForm(ctx) ? ctx.formParam(name) : ctx.queryParam(name);
        return value == null ? "" : value;
    }
}
