package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import fatbuildr.web.file.DirectoryEntry;
import fatbuildr.web.file.FileAnswer;
import fatbuildr.web.file.PublishedFile;
import fatbuildr.web.file.PublishedTree;
import fatbuildr.web.page.DirectoryPage;
import fatbuildr.web.page.Layout;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The published files (http-api.md section 9): readable to everybody, hidden names and ways out do not exist. */
final class FileRoutes {
    private final Engine engine;
    private final Optional<String> onlyInstance;
    private final boolean listing;
    private final String version;
    private final Clock clock;

    FileRoutes(Engine engine, Optional<String> onlyInstance, boolean listing, String version, Clock clock) {
        this.engine = engine;
        this.onlyInstance = onlyInstance;
        this.listing = listing;
        this.version = version;
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
        PublishedTree tree = new PublishedTree(root(instance), clock);
        switch (tree.find(inside.segments())) {
            case PublishedTree.Entry.Missing _ -> throw missing();
            case PublishedTree.Entry.Directory(Path directory) -> list(ctx, tree, directory, instance, inside);
            case PublishedTree.Entry.File(PublishedFile file) -> {
                try (file) {
                    new FileAnswer(ctx.req(), ctx.res()).send(file);
                }
            }
        }
    }

    private void list(Context ctx, PublishedTree tree, Path directory, String instance, RequestPath path)
            throws IOException {
        if (!listing) {
            throw FatbuildrException.refused("Access forbidden");
        }
        List<DirectoryEntry> entries = DirectoryEntry.list(tree, directory);
        Layout layout = new Layout(version, ctx.path());
        Replies.html(ctx, DirectoryPage.render(layout, instance, path.segments(), path.endsWithSlash(), entries));
    }

    private Path root(String instance) {
        return engine.instances().stream()
                .filter(service -> service.definition().id().equals(instance))
                .findFirst()
                .orElseThrow(FileRoutes::missing)
                .registryDirectory();
    }

    private static FatbuildrException missing() {
        return FatbuildrException.notFound("File not found in registry");
    }
}
