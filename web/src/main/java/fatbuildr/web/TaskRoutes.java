package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import fatbuildr.api.ApiJson;
import fatbuildr.engine.InstanceService;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tasks: waiting, running, finished (http-api.md sections 6.12 to 6.14), and what can be done to them. */
final class TaskRoutes {
    private static final int DEFAULT_HISTORY = 10;

    private TaskRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.json("/running.json", Action.VIEW_TASK, TaskRoutes::running),
                Route.json("/queue.json", Action.VIEW_TASK, (ctx, instance) -> tasks(ctx, instance.queue())),
                Route.json("/tasks.json", Action.VIEW_TASK, TaskRoutes::unfinished),
                Route.json("/history.json", Action.VIEW_TASK, TaskRoutes::history),
                Route.post("/history/purge", Action.PURGE_HISTORY, (ctx, instance) -> {
                    RequestBody.json(ctx);
                    Replies.submitted(ctx, instance.submit(new TaskSpec.HistoryPurge(), Access.user(ctx)));
                }),
                Route.json(
                        "/tasks/{task}.json",
                        Action.VIEW_TASK,
                        (ctx, instance) -> Replies.json(ctx, TaskJson.task(instance.task(id(ctx))))),
                Route.post("/tasks/{task}/cancel", Action.EDIT_TASK, TaskRoutes::cancel));
    }

    static TaskId id(Context ctx) {
        return TaskId.parse(ctx.pathParam("task"));
    }

    /** The interface knows one running task: with several it is the oldest. */
    private static void running(Context ctx, InstanceService instance) {
        Replies.json(
                ctx,
                instance.running().stream()
                        .findFirst()
                        .<JsonNode>map(TaskJson::task)
                        .orElse(NullNode.getInstance()));
    }

    private static void unfinished(Context ctx, InstanceService instance) {
        List<Task> tasks = new ArrayList<>(instance.running());
        tasks.addAll(instance.queue());
        tasks(ctx, tasks);
    }

    private static void history(Context ctx, InstanceService instance) {
        int limit = QueryParameters.number(ctx, "limit", DEFAULT_HISTORY, 0, Integer.MAX_VALUE);
        tasks(ctx, instance.history(limit));
    }

    private static void cancel(Context ctx, InstanceService instance) throws IOException {
        boolean browser = Replies.toBrowser(ctx);
        RequestBody.json(ctx);
        TaskId id = id(ctx);
        instance.cancel(id, Access.user(ctx));
        if (browser) {
            Replies.seeOther(ctx, "../../watch/" + id + ".html");
        } else {
            Replies.json(ctx, TaskJson.task(instance.task(id)));
        }
    }

    private static void tasks(Context ctx, List<Task> tasks) {
        Replies.json(ctx, ApiJson.array(tasks, TaskJson::task));
    }
}
