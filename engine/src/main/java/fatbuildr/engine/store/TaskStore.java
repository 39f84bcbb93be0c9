package fatbuildr.engine.store;

import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskState;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The tasks of one instance. */
public final class TaskStore {
    private static final String INSERT = """
            INSERT INTO tasks (sequence, id, instance, spec, login, submitted, state, result, reason, attempt,
                               published, inputs, archives)
            SELECT coalesce(max(sequence), 0) + 1, :id, :instance, :spec, :login, :submitted, :state, :result, :reason,
                   :attempt, :published, :inputs, :archives
            FROM tasks
            """;
    private static final String SELECT = """
            SELECT sequence, id, instance, spec, login, submitted, state, result, reason, attempt, published, inputs,
                   archives
            FROM tasks
            """;

    private final Database database;
    private final String instance;

    public TaskStore(Database database, String instance) {
        this.database = database;
        this.instance = instance;
    }

    /** Stores a new task; its sequence number is chosen here. */
    public void insert(TaskRow row) {
        database.<Integer>write(handle -> handle.createUpdate(INSERT)
                .bind("id", row.id().toString())
                .bind("instance", instance)
                .bind("spec", TaskColumns.spec(row.spec()))
                .bind("login", row.user())
                .bind("submitted", TaskColumns.micros(row.submission()))
                .bind("state", TaskColumns.text(row.state()))
                .bind("result", TaskColumns.text(row.result()))
                .bind("reason", row.reason())
                .bind("attempt", row.attempt())
                .bind("published", row.published())
                .bind("inputs", TaskColumns.inputs(row.inputs()))
                .bind("archives", TaskColumns.archives(row.archives()))
                .execute());
    }

    public Optional<TaskRow> find(TaskId id) {
        return database.read(handle ->
                rows(handle.createQuery(SELECT + " WHERE id = :id AND instance = :instance")
                                .bind("id", id.toString()))
                        .stream()
                        .findFirst());
    }

    /** In order of acceptance. */
    public List<TaskRow> inState(TaskState state) {
        return database.read(handle ->
                rows(handle.createQuery(SELECT + " WHERE instance = :instance AND state = :state ORDER BY sequence")
                        .bind("state", TaskColumns.text(state))));
    }

    /** The pending task that is to start next. */
    public Optional<TaskRow> head() {
        return database.read(handle -> rows(handle.createQuery(
                        SELECT + " WHERE instance = :instance AND state = 'pending' ORDER BY sequence LIMIT 1"))
                .stream()
                .findFirst());
    }

    /** Newest first, without the {@code skipped} newest; {@code limit} 0 is all. */
    public List<TaskRow> finished(int skipped, int limit) {
        return database.read(handle -> rows(handle.createQuery(SELECT
                        + " WHERE instance = :instance AND state = 'finished'"
                        + " ORDER BY submitted DESC, sequence DESC LIMIT :limit OFFSET :skipped")
                .bind("skipped", skipped)
                .bind("limit", limit == 0 ? Integer.MAX_VALUE : limit)));
    }

    /** The ids of all tasks. */
    public Set<String> ids() {
        return database.read(
                handle -> new HashSet<>(handle.createQuery("SELECT id FROM tasks WHERE instance = :instance")
                        .bind("instance", instance)
                        .mapTo(String.class)
                        .list()));
    }

    /** Marks a pending task as running once more; false when it is pending no more. */
    public boolean start(TaskId id) {
        return update("""
                UPDATE tasks SET state = 'running', attempt = attempt + 1
                WHERE id = :id AND instance = :instance AND state = 'pending'
                """, id);
    }

    /** Records how a task ends while its journal is still to be closed. */
    public void settle(TaskId id, TaskResult result, String reason) {
        database.<Integer>write(handle -> handle.createUpdate("""
                        UPDATE tasks SET state = 'running', result = :result, reason = nullif(:reason, '')
                        WHERE id = :id AND instance = :instance
                        """)
                .bind("result", TaskColumns.text(result))
                .bind("reason", reason)
                .bind("id", id.toString())
                .bind("instance", instance)
                .execute());
    }

    public void archives(TaskId id, List<Task.SourceArchive> archives) {
        database.<Integer>write(handle -> handle.createUpdate(
                        "UPDATE tasks SET archives = :archives WHERE id = :id AND instance = :instance")
                .bind("archives", TaskColumns.archives(archives))
                .bind("id", id.toString())
                .bind("instance", instance)
                .execute());
    }

    public void finish(TaskId id) {
        update("UPDATE tasks SET state = 'finished' WHERE id = :id AND instance = :instance", id);
    }

    /** Puts an interrupted task back at its place in the queue. */
    public void requeue(TaskId id) {
        update("UPDATE tasks SET state = 'pending', archives = '[]' WHERE id = :id AND instance = :instance", id);
    }

    public void delete(TaskId id) {
        update("DELETE FROM tasks WHERE id = :id AND instance = :instance", id);
    }

    /** Part of the transaction that publishes a task's results. */
    public static void markPublished(Handle handle, TaskId id, boolean published) {
        handle.createUpdate("UPDATE tasks SET published = :published WHERE id = :id")
                .bind("published", published)
                .bind("id", id.toString())
                .execute();
    }

    private boolean update(String statement, TaskId id) {
        return database.<Integer>write(handle -> handle.createUpdate(statement)
                        .bind("id", id.toString())
                        .bind("instance", instance)
                        .execute())
                == 1;
    }

    private List<TaskRow> rows(Query query) {
        return query.bind("instance", instance)
                .map((row, _) -> new TaskRow(
                        row.getLong("sequence"),
                        TaskId.parse(row.getString("id")),
                        row.getString("instance"),
                        TaskColumns.spec(row.getString("spec")),
                        row.getString("login"),
                        TaskColumns.instant(row.getLong("submitted")),
                        TaskState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        TaskResult.valueOf(row.getString("result").toUpperCase(Locale.ROOT)),
                        row.getString("reason"),
                        row.getInt("attempt"),
                        row.getBoolean("published"),
                        TaskColumns.inputs(row.getString("inputs")),
                        TaskColumns.archives(row.getString("archives"))))
                .list();
    }
}
