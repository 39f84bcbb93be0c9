package fatbuildr.web;

import fatbuildr.api.KeyringInfo;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.instance.Pipelines;
import fatbuildr.task.Task;
import fatbuildr.web.page.Page;
import fatbuildr.web.page.PipelineViews;
import fatbuildr.web.page.TaskViews;
import fatbuildr.web.page.Views;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pages about instances: what they are, what they do, what they can build (http-api.md section 10). */
final class PageRoutes {
    private static final int FINISHED_SHOWN = 10;
    private static final int FINISHED_ON_A_PAGE = 50;
    private static final int MOST_PAGES = 100_000;

    private final Engine engine;
    private final boolean severalInstances;
    private final PageMaker pages;
    private final Access access;

    PageRoutes(Engine engine, boolean severalInstances, PageMaker pages, Access access) {
        this.engine = engine;
        this.severalInstances = severalInstances;
        this.pages = pages;
        this.access = access;
    }

    List<Route> routes() {
        return List.of(
                Route.global(HandlerType.GET, "/", Answer.HTML, this::index),
                Route.page("/registry/", Action.VIEW_REGISTRY, this::overview),
                Route.page("/tasks/", Action.VIEW_TASK, this::tasks),
                Route.page("/pipelines/", Action.VIEW_PIPELINE, this::pipelines),
                Route.page("/keyring/", Action.VIEW_KEYRING, this::keyring),
                Route.page("/builds/new", Action.BUILD, this::buildForm));
    }

    private void index(Context ctx) {
        if (isAlone(ctx)) {
            ctx.header("Location", ExternalAddress.of(ctx).prefix() + "/registry/");
            ctx.status(302);
            return;
        }
        Page page = pages.page(ctx, "index").step("instances", null);
        page.put(
                "instances",
                access.visible(ctx, engine.instances()).stream()
                        .map(instance -> Views.instance(instance.definition()))
                        .toList());
        PageMaker.send(ctx, page.put("json", "instances.json"));
    }

    private boolean isAlone(Context ctx) {
        return !severalInstances || VirtualHost.instance(ctx).isPresent();
    }

    private void overview(Context ctx, InstanceService instance) {
        Page page = pages.page(ctx, "registry", instance);
        if (isAlone(ctx)) {
            page.step("formats", null);
        }
        page.put("formats", instance.formats());
        page.put("running", TaskViews.of(instance.running()));
        page.put("pending", TaskViews.of(instance.queue()));
        page.put("finished", TaskViews.of(instance.history(FINISHED_SHOWN)));
        page.put("has_keyring", instance.keyring().isPresent());
        PageMaker.send(ctx, page.put("json", PageMaker.twin(ctx)));
    }

    private void tasks(Context ctx, InstanceService instance) {
        int number = QueryParameters.number(ctx, "page", 1, 1, MOST_PAGES);
        List<Task> history = instance.history((number - 1) * FINISHED_ON_A_PAGE, FINISHED_ON_A_PAGE + 1);
        int shown = Math.min(FINISHED_ON_A_PAGE, history.size());
        Page page = pages.page(ctx, "tasks", instance).step("tasks", null);
        if (number == 1) {
            page.put("running", TaskViews.of(instance.running()));
            page.put("pending", TaskViews.of(instance.queue()));
        }
        page.put("finished", TaskViews.of(history.subList(0, shown)));
        page.put("page", number).put("more", history.size() > shown);
        PageMaker.send(ctx, page.put("json", PageMaker.twin(ctx)));
    }

    private void pipelines(Context ctx, InstanceService instance) {
        Page page = pages.page(ctx, "pipelines", instance).step("pipelines", null);
        page.put("formats", PipelineViews.of(instance.definition(), instance.images()));
        page.put("buildable", instance.buildable());
        PageMaker.send(ctx, page.put("json", "formats.json"));
    }

    private void keyring(Context ctx, InstanceService instance) {
        Page page = pages.page(ctx, "keyring", instance).step("keyring", null);
        Optional<KeyringInfo> keyring = instance.keyring();
        page.put("keyring", keyring.map(Views::keyring).orElse(null));
        page.put("json", keyring.isPresent() ? PageMaker.twin(ctx) : null);
        Map<String, List<String>> published = new TreeMap<>();
        instance.formats().forEach(format -> published.put(format, instance.distributions(format)));
        page.put("published", published).put("buildable", instance.buildable());
        page.put("pipelines", PipelineViews.of(instance.definition(), List.of()));
        PageMaker.send(ctx, page.put("server", server(ctx)));
    }

    /** The address of the instance as the visitor's request names the server. */
    private String server(Context ctx) {
        String path = VirtualHost.path(ctx);
        return ExternalAddress.of(ctx).url(path.substring(0, path.length() - "/keyring/".length()));
    }

    private void buildForm(Context ctx, InstanceService instance) {
        Pipelines pipelines = instance.definition().pipelines();
        List<String> formats = instance.buildable();
        String asked = ctx.queryParam("format");
        Optional<String> format =
                asked == null || asked.isEmpty() ? formats.stream().findFirst() : Optional.of(asked);
        format.ifPresent(instance::requireBuildable);
        Page page = pages.page(ctx, "build", instance).step("new build", null);
        page.put("formats", formats);
        format.ifPresent(name -> {
            page.put("format", name);
            page.put("distributions", Views.distributions(pipelines, name));
            page.put("derivatives", pipelines.derivativesOf(name));
        });
        page.put("distribution", ctx.queryParam("distribution"));
        PageMaker.send(ctx, page);
    }
}
