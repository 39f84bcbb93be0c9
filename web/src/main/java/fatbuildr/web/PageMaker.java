package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import fatbuildr.web.page.Page;
import fatbuildr.web.page.Pages;
import fatbuildr.web.page.Visit;
import io.javalin.http.Context;
import java.util.Optional;

/** Begins pages for requests and sends them. */
final class PageMaker {
    private final Pages pages;

    PageMaker(Pages pages) {
        this.pages = pages;
    }

    Page page(Context ctx, String template) {
        return pages.page(template, visit(ctx)).put("form_token", Access.formToken(ctx));
    }

    Page page(Context ctx, String template, InstanceService instance) {
        return pages.page(template, visit(ctx), instance.definition())
                .put("form_token", Access.formToken(ctx))
                .put("allowed", Access.allowed(ctx));
    }

    void error(Context ctx, int status, String message) {
        Replies.html(ctx, pages.error(visit(ctx), Optional.empty(), status, message));
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

    private static Visit visit(Context ctx) {
        return new Visit(
                VirtualHost.path(ctx),
                Access.signedIn(ctx),
                VirtualHost.instance(ctx).isPresent());
    }
}
