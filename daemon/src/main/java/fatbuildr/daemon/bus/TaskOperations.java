package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import fatbuildr.dbus.RecordCodec;
import fatbuildr.dbus.Value;
import fatbuildr.engine.InstanceService;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tasks that wait, run and are over; purging and cancelling. */
final class TaskOperations {
    private final InstanceService instance;
    private final Map<String, Operation> members = new LinkedHashMap<>();

    TaskOperations(InstanceService instance) {
        this.instance = instance;
        put("Queue", _ -> records(queue()));
        put("Running", _ -> RecordCodec.record(TaskJson.task(running())));
        put("History", arguments -> records(instance.history(Math.max(0, arguments.integer(0)))));
        put("Tasks", _ -> records(unfinished()));
        put("Task", arguments -> record(arguments.text(0)));
        members.put(
                "HistoryPurge",
                Operation.command(
                        Action.PURGE_HISTORY,
                        BusError.FAILED,
                        (caller, _) -> instance.submit(new TaskSpec.HistoryPurge(), caller.user())
                                .toString()));
        members.put("TaskCancel", Operation.command(Action.EDIT_TASK, BusError.FAILED, (caller, arguments) -> {
            instance.cancel(TaskId.parse(arguments.text(0)), caller.user());
            return record(arguments.text(0));
        }));
    }

    Map<String, Operation> members() {
        return members;
    }

    private void put(String name, Operation.Query query) {
        members.put(name, Operation.query(Action.VIEW_TASK, BusError.FAILED, query));
    }

    private Task running() {
        List<Task> running = instance.running();
        if (running.isEmpty()) {
            throw new BusError(BusError.NO_RUNNING_TASK, "");
        }
        return running.getFirst();
    }

    /**
     * Every task is in the queue, running or in the history for a client that looks in this order. The interface knows
     * one running task: further ones are shown in the queue, in the state they have.
     */
    private List<Task> queue() {
        List<Task> pending = instance.queue();
        List<Task> running = instance.running();
        List<Task> queue = new ArrayList<>(running.isEmpty() ? running : running.subList(1, running.size()));
        queue.addAll(without(pending, running));
        return queue;
    }

    private List<Task> unfinished() {
        List<Task> pending = instance.queue();
        List<Task> running = instance.running();
        List<Task> all = new ArrayList<>(running);
        all.addAll(without(pending, running));
        return all;
    }

    /** A task that starts between the two questions is in both answers. */
    private static List<Task> without(List<Task> pending, List<Task> running) {
        Set<TaskId> started = running.stream().map(Task::id).collect(Collectors.toSet());
        return pending.stream().filter(task -> !started.contains(task.id())).toList();
    }

    private Map<String, Value> record(String id) {
        return RecordCodec.record(TaskJson.task(instance.task(TaskId.parse(id))));
    }

    private static List<Map<String, Value>> records(List<Task> tasks) {
        return RegistryOperations.records(tasks, TaskJson::task);
    }
}
