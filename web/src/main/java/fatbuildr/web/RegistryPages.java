package fatbuildr.web;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.engine.InstanceService;
import fatbuildr.jinja.value.Value;
import fatbuildr.web.page.Links;
import fatbuildr.web.page.Page;
import fatbuildr.web.page.Views;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Pages of what is published, the same data as {@link RegistryRoutes} (http-api.md section 10). */
final class RegistryPages {
    private final PageMaker pages;
    private final KeptBodies kept;

    RegistryPages(PageMaker pages, KeptBodies kept) {
        this.pages = pages;
        this.kept = kept;
    }

    List<Route> routes() {
        return List.of(
                Route.page("/registry/{format}/", Action.VIEW_REGISTRY, this::format),
                Route.page("/registry/{format}/{distribution}/", Action.VIEW_REGISTRY, this::distribution),
                Route.page("/registry/{format}/{distribution}/{derivative}/", Action.VIEW_REGISTRY, this::derivative),
                Route.page(
                        "/registry/{format}/{distribution}/{derivative}/{architecture}/{name}/",
                        Action.VIEW_REGISTRY,
                        this::artifact),
                Route.page("/search", Action.VIEW_REGISTRY, this::search));
    }

    /** Where in the registry a request looks; parts its route does not have are empty. */
    private record Shelf(String format, String distribution, String derivative) {
        static Shelf of(Context ctx) {
            Map<String, String> parts = ctx.pathParamMap();
            return new Shelf(
                    parts.getOrDefault("format", ""),
                    parts.getOrDefault("distribution", ""),
                    parts.getOrDefault("derivative", ""));
        }

        String address(Links links) {
            return links.to("derivative", "format", format, "distribution", distribution, "derivative", derivative);
        }
    }

    /** A page with the trail down to its shelf. */
    private Page page(Context ctx, String template, InstanceService instance) {
        Shelf shelf = Shelf.of(ctx);
        Page page = pages.page(ctx, template, instance);
        Links links = page.links();
        page.put("format", shelf.format()).step(shelf.format(), links.to("format", "format", shelf.format()));
        if (!shelf.distribution().isEmpty()) {
            page.put("distribution", shelf.distribution());
            page.step(
                    shelf.distribution(),
                    links.to("distribution", "format", shelf.format(), "distribution", shelf.distribution()));
        }
        if (!shelf.derivative().isEmpty()) {
            page.put("derivative", shelf.derivative()).step(shelf.derivative(), shelf.address(links));
        }
        return page.put("json", PageMaker.twin(ctx));
    }

    private void format(Context ctx, InstanceService instance) {
        List<String> distributions = instance.distributions(Shelf.of(ctx).format());
        PageMaker.send(ctx, page(ctx, "format", instance).put("distributions", distributions));
    }

    private void distribution(Context ctx, InstanceService instance) {
        Shelf shelf = Shelf.of(ctx);
        List<String> derivatives = instance.derivatives(shelf.format(), shelf.distribution());
        PageMaker.send(ctx, page(ctx, "distribution", instance).put("derivatives", derivatives));
    }

    /** @param shown with all that tells this page from others: who may do other things, or is signed in, sees others */
    private void send(Context ctx, InstanceService instance, Page shown, Supplier<Page> maker) throws IOException {
        Shelf shelf = Shelf.of(ctx);
        long generation = instance.generation(shelf.format(), shelf.distribution());
        Replies.html(ctx, kept.get(shown.look(), generation, () -> {
            Page.Rendered rendered = maker.get().rendered();
            return new KeptBodies.Made(rendered.text(), rendered.unchanged());
        }));
    }

    private void derivative(Context ctx, InstanceService instance) throws IOException {
        Shelf shelf = Shelf.of(ctx);
        Page page = page(ctx, "derivative", instance);
        send(ctx, instance, page, () -> {
            List<Artifact> artifacts = instance.artifacts(shelf.format(), shelf.distribution(), shelf.derivative());
            return page.put("artifacts", Views.artifacts(artifacts, ""));
        });
    }

    private void artifact(Context ctx, InstanceService instance) throws IOException {
        Page shown = page(ctx, "artifact", instance)
                .put("artifact", ctx.pathParam("name"))
                .put("architecture", ctx.pathParam("architecture"));
        send(ctx, instance, shown, () -> artifactPage(ctx, instance));
    }

    private Page artifactPage(Context ctx, InstanceService instance) {
        Shelf shelf = Shelf.of(ctx);
        String architecture = ctx.pathParam("architecture");
        String name = ctx.pathParam("name");
        ArtifactDescription description =
                instance.artifact(shelf.format(), shelf.distribution(), shelf.derivative(), architecture, name);
        Page page = switch (description) {
            case ArtifactDescription.OfSource source -> {
                Page it = page(ctx, "src", instance).step(name + " source artifact", null);
                yield it.put("binaries", Views.artifacts(source.binaries(), shelf.address(it.links())));
            }
            case ArtifactDescription.OfBinary binary -> {
                Page it = page(ctx, "bin", instance).step(name + " binary artifact", null);
                Artifact source = binary.source();
                it.put("source", source == null ? null : Views.artifact(source, shelf.address(it.links())));
                yield it.put("content", Views.content(binary.content()));
            }
        };
        page.put("artifact", name).put("architecture", architecture);
        page.put(
                "files",
                Views.files(
                        instance.files(shelf.format(), shelf.distribution(), shelf.derivative(), architecture, name),
                        page.links()));
        return page.put("changelog", Views.changelog(description.changelog()));
    }

    private void search(Context ctx, InstanceService instance) {
        String text = QueryParameters.required(ctx, "artifact");
        Page page = pages.page(ctx, "search", instance).step(text + " artifact", null);
        Map<String, Map<String, Map<String, List<Value>>>> results = new LinkedHashMap<>();
        instance.search(text).forEach((format, distributions) -> {
            Map<String, Map<String, List<Value>>> ofFormat = new LinkedHashMap<>();
            distributions.forEach((distribution, derivatives) -> {
                Map<String, List<Value>> ofDistribution = new LinkedHashMap<>();
                derivatives.forEach((derivative, artifacts) -> ofDistribution.put(
                        derivative,
                        Views.artifacts(artifacts, new Shelf(format, distribution, derivative).address(page.links()))));
                ofFormat.put(distribution, ofDistribution);
            });
            results.put(format, ofFormat);
        });
        page.put("search", text).put("results", results);
        PageMaker.send(ctx, page.put("json", page.links().to("search_json", "artifact", text)));
    }
}
