package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.Task;
import fatbuildr.task.TaskSpec;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The terminal of a task over WebSocket: binary messages in both directions carry the console protocol
 * (console-journal.md section 1). The upgrade passes {@link Access} like every request.
 */
final class ConsoleRoute {
    static final String PATH = "/tasks/{task}/console";

    private static final String CLIENT = "fatbuildr.console";
    private static final int PING_SECONDS = 20;

    private final Access access;
    private final Function<Context, InstanceService> instance;

    ConsoleRoute(Access access, Function<Context, InstanceService> instance) {
        this.access = access;
        this.instance = instance;
    }

    /** Answers requests that are no WebSocket ones, with the reason why an upgrade was refused when there is one. */
    Route route() {
        return Route.json(PATH, Action.VIEW_TASK, (ctx, _) -> {
            admitted(ctx);
            throw FatbuildrException.invalid("the console of a task needs a WebSocket connection");
        });
    }

    void register(RoutesConfig config, String path) {
        config.wsBeforeUpgrade(path, this::admit);
        config.ws(path, ConsoleRoute::serve);
    }

    /** What the upgrade request is allowed to see and type into. */
    record Place(InstanceService instance, Task task) {}

    private void admit(Context ctx) {
        RouteTable.answerUpgrade(ctx);
        access.admit(ctx, Action.VIEW_TASK);
        ctx.attribute(CLIENT, admitted(ctx));
    }

    /** A session's cookie comes along from pages of other sites too: these never get to a terminal. */
    private Place admitted(Context ctx) {
        InstanceService service = instance.apply(ctx);
        Task task = service.task(TaskRoutes.id(ctx));
        Action action = switch (task.spec()) {
            case TaskSpec.ArtifactBuild build when build.interactive() -> Action.BUILD;
            case TaskSpec.ImageShell _, TaskSpec.EnvironmentShell _ -> Action.MANAGE_IMAGE;
            default -> Action.VIEW_TASK;
        };
        SameSite.require(ctx, action);
        access.admit(ctx, action);
        return new Place(service, task);
    }

    private static void serve(WsConfig socket) {
        socket.onConnect(ctx -> {
            Place place = ctx.attribute(CLIENT);
            if (place == null) {
                ctx.closeSession();
                return;
            }
            ctx.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
            ConsoleSession client = new ConsoleSession(ctx.session, place);
            ctx.attribute(CLIENT + ".session", client);
            client.start();
        });
        socket.onBinaryMessage(ctx -> client(ctx).ifPresent(client -> client.received(ctx.data())));
        socket.onClose(ctx -> client(ctx).ifPresent(ConsoleSession::close));
        socket.onError(ctx -> client(ctx).ifPresent(ConsoleSession::close));
    }

    private static Optional<ConsoleSession> client(WsContext ctx) {
        return Optional.ofNullable(ctx.attribute(CLIENT + ".session"));
    }
}
