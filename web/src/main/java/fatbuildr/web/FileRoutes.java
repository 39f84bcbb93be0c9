package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.web.file.DirectoryEntry;
import fatbuildr.web.file.FileAnswer;
import fatbuildr.web.file.PublishedFile;
import fatbuildr.web.file.PublishedTree;
import fatbuildr.web.page.DirectoryViews;
import fatbuildr.web.page.Page;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The published files (http-api.md section 9): readable to everybody, hidden names and ways out do not exist. */
final class FileRoutes {
    static final String MISSING = "File not found in registry";

    private final Engine engine;
    private final Optional<String> onlyInstance;
    private final boolean listing;
    private final PageMaker pages;
    private final Clock clock;

    FileRoutes(Engine engine, Optional<String> onlyInstance, boolean listing, PageMaker pages, Clock clock) {
        this.engine = engine;
        this.onlyInstance = onlyInstance;
        this.listing = listing;
        this.pages = pages;
        this.clock = clock;
    }

    /** Tried last, since it fits nearly everything. */
    Route route() {
        String path = onlyInstance.isPresent() ? "/<path>" : "/{instance}/<path>";
        return Route.global(HandlerType.GET, path, Answer.JSON, this::serve);
    }

    private void serve(Context ctx) throws IOException {
        RequestPath path = RequestPath.parse(ctx.req().getRequestURI()).orElseThrow(FileRoutes::missing);
        String instance = onlyInstance.orElseGet(() -> path.segments().getFirst());
        RequestPath inside = onlyInstance.isPresent() ? path : path.after(1);
        PublishedTree tree = new PublishedTree(service(instance).registryDirectory(), clock);
        switch (tree.find(inside.segments())) {
            case PublishedTree.Entry.Missing _ -> throw missing();
            case PublishedTree.Entry.Directory(Path directory) -> list(ctx, tree, directory, service(instance), inside);
            case PublishedTree.Entry.File(PublishedFile file) -> {
                try (file) {
                    answer(ctx).send(file);
                }
            }
            case PublishedTree.Entry.Packed(PublishedFile file) -> {
                try (file) {
                    answer(ctx).sendUnpacked(file);
                }
            }
        }
    }

    /** What people publish may be looked at, but runs nothing in the name of who is signed in here. */
    private static FileAnswer answer(Context ctx) {
        ctx.header("Content-Security-Policy", "sandbox");
        return new FileAnswer(ctx.req(), ctx.res());
    }

    private void list(Context ctx, PublishedTree tree, Path directory, InstanceService instance, RequestPath path)
            throws IOException {
        if (!listing) {
            throw FatbuildrException.refused("Access forbidden");
        }
        List<DirectoryEntry> entries = DirectoryEntry.list(tree, directory);
        String heading = String.join("/", path.segments()) + "/ content";
        Page page = pages.page(ctx, "dir", instance).step(heading, null);
        page.put("heading", heading);
        page.put("parent", path.segments().size() > 1 ? path.endsWithSlash() ? ".." : "." : null);
        page.put("entries", DirectoryViews.of(entries, path.segments().getLast(), path.endsWithSlash()));
        PageMaker.send(ctx, page);
    }

    private InstanceService service(String instance) {
        return engine.instances().stream()
                .filter(service -> service.definition().id().equals(instance))
                .findFirst()
                .orElseThrow(FileRoutes::missing);
    }

    private static FatbuildrException missing() {
        return FatbuildrException.notFound(MISSING);
    }
}
