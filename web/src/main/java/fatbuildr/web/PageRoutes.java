package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.web.page.IndexPage;
import fatbuildr.web.page.Layout;
import fatbuildr.web.page.OverviewPage;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/** Pages for people. */
final class PageRoutes {
    private static final int FINISHED_SHOWN = 10;

    private final Engine engine;
    private final boolean severalInstances;
    private final String version;
    private final Access access;

    PageRoutes(Engine engine, boolean severalInstances, String version, Access access) {
        this.engine = engine;
        this.severalInstances = severalInstances;
        this.version = version;
        this.access = access;
    }

    List<Route> routes() {
        return List.of(
                Route.global(HandlerType.GET, "/", Answer.HTML, this::index),
                Route.instance(HandlerType.GET, "/registry/", Action.VIEW_REGISTRY, Answer.HTML, this::overview));
    }

    private void index(Context ctx) {
        if (severalInstances) {
            Replies.html(
                    ctx,
                    IndexPage.render(
                            new Layout(version, ctx.path()),
                            access.visible(ctx, engine.instances()).stream()
                                    .map(InstanceService::definition)
                                    .toList()));
        } else {
            ctx.header("Location", "/registry/");
            ctx.status(302);
        }
    }

    private void overview(Context ctx, InstanceService instance) {
        OverviewPage page = new OverviewPage(
                instance.definition(),
                instance.formats(),
                instance.running(),
                instance.queue(),
                instance.history(FINISHED_SHOWN),
                instance.keyring().isPresent());
        Replies.html(ctx, page.render(new Layout(version, ctx.path()), severalInstances));
    }
}
