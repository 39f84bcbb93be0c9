package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import fatbuildr.web.page.Page;
import fatbuildr.web.page.Pages;
import fatbuildr.web.page.Visit;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Begins pages for requests and sends them. */
final class PageMaker {
    private final Pages pages;

    PageMaker(Pages pages) {
        this.pages = pages;
    }

    Page page(Context ctx, String template) {
        return pages.page(template, visit(ctx))
                .put("form_token", Access.formToken(ctx))
                .put("here", here(ctx));
    }

    Page page(Context ctx, String template, InstanceService instance) {
        return pages.page(template, visit(ctx), instance.definition())
                .put("form_token", Access.formToken(ctx))
                .put("allowed", Access.allowed(ctx))
                .put("here", here(ctx));
    }

    /** Within its instance, for visitors who may know that there is one. */
    void error(Context ctx, int status, String message, Optional<InstanceService> instance) {
        List<String> allowed = Access.allowed(ctx);
        Page page = pages.error(
                visit(ctx),
                instance.filter(_ -> allowed.contains(Action.VIEW_REGISTRY.word()))
                        .map(InstanceService::definition),
                status,
                message);
        Replies.html(ctx, pages.renderError(page.put("allowed", allowed).put("here", here(ctx))));
    }

    static void send(Context ctx, Page page) {
        Replies.html(ctx, page.render());
    }

    /** The address of a page's JSON form, as seen from it: that of {@code deb/} is {@code ../deb.json}. */
    static String twin(Context ctx) {
        String path = ctx.req().getRequestURI();
        String last = path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
        return "../" + last + ".json";
    }

    /** Where whoever signs in on the page comes back to; empty when that is not possible. */
    private static String here(Context ctx) {
        String query = ctx.req().getQueryString();
        boolean reading = Set.of("GET", "HEAD").contains(ctx.req().getMethod());
        return reading ? VirtualHost.path(ctx) + (query == null ? "" : "?" + query) : "";
    }

    private static Visit visit(Context ctx) {
        return new Visit(
                VirtualHost.path(ctx),
                Access.signedIn(ctx),
                VirtualHost.instance(ctx).isPresent());
    }
}
