package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import fatbuildr.web.file.FileAnswer;
import fatbuildr.web.file.PublishedFile;
import fatbuildr.web.file.PublishedTree;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Style sheets, scripts and pictures of the pages. */
final class StaticRoute {
    /** Pages name files with their version, which changes with their content. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final PublishedTree tree;

    StaticRoute(Path directory, Clock clock) {
        this.tree = new PublishedTree(directory, clock);
    }

    Route route() {
        return Route.global(HandlerType.GET, "/static/<path>", Answer.JSON, this::serve);
    }

    private void serve(Context ctx) throws IOException {
        RequestPath path = RequestPath.parse(ctx.req().getRequestURI()).orElseThrow(StaticRoute::missing);
        if (!(tree.find(path.after(1).segments()) instanceof PublishedTree.Entry.File(PublishedFile file))) {
            throw missing();
        }
        try (file) {
            boolean versioned = ctx.queryParam("v") != null;
            new FileAnswer(ctx.req(), ctx.res(), versioned ? FOR_EVER : FileAnswer.ASK_EACH_TIME).send(file);
        }
    }

    private static FatbuildrException missing() {
        return FatbuildrException.notFound(ErrorReplies.NO_ROUTE);
    }
}
