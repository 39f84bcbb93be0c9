package fatbuildr.cli;

import fatbuildr.cli.client.ConsoleConnection;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.FatbuildrClient;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskState;
import java.util.Optional;

/**
 * Follows tasks to their end (cli.md section 5, console-journal.md section 6). At a terminal it sits down at the one of
 * an interactive task; elsewhere such a task is only shown.
 */
final class Follower {
    /** How often output that a started task does not offer yet is asked for again. */
    private static final int ATTEMPTS = 10;

    private final FatbuildrClient client;
    private final Screen screen;
    private final Interruption interruption;
    private final Surroundings surroundings;

    Follower(FatbuildrClient client, Screen screen, Interruption interruption, Surroundings surroundings) {
        this.client = client;
        this.screen = screen;
        this.interruption = interruption;
        this.surroundings = surroundings;
    }

    /** Shows the output until the task's end; the answer is the program's exit code. */
    int follow(TaskId id) {
        interruption.following(id.toString());
        try {
            Task task = started(client.task(id.toString()));
            if (task.interactive() && task.state() == TaskState.RUNNING) {
                Optional<ConsoleConnection> console = console(task);
                if (console.isPresent()) {
                    return attached(id, console.get());
                }
                task = client.task(id.toString());
            }
            for (int attempt = 1; ; attempt++) {
                JournalDisplay display = new JournalDisplay(screen);
                try {
                    return client.journal(id, display) ? code(display) : brokenOff(id);
                } catch (Failure absent) {
                    if (task.state() == TaskState.FINISHED || attempt == ATTEMPTS || !mayAppear(absent)) {
                        throw absent;
                    }
                }
                pause();
                task = started(client.task(id.toString()));
            }
        } finally {
            interruption.notFollowing();
        }
    }

    /** Empty when the task has ended meanwhile, or the user may only watch it. */
    private Optional<ConsoleConnection> console(Task task) {
        try {
            return Optional.of(client.console(task));
        } catch (Failure failure) {
            if (client.task(task.id().toString()).state() == TaskState.RUNNING) {
                screen.warning(failure.text() + ": going on as an onlooker");
                failure.hint().ifPresent(screen::hint);
            }
            return Optional.empty();
        }
    }

    private int attached(TaskId id, ConsoleConnection connection) {
        try (connection) {
            JournalDisplay display = new JournalDisplay(screen);
            Attached attached = new Attached(connection, screen, interruption, surroundings.in());
            Attached.End end = surroundings.terminal().in() ? attached.sit(id, display) : attached.show(display);
            return switch (end) {
                case TASK -> code(display);
                case CONNECTION -> brokenOff(id);
                case DETACHED -> {
                    screen.out().flush();
                    screen.raw("\n" + Interruption.goesOn(id.toString()));
                    yield ExitCode.OK;
                }
            };
        }
    }

    /** Right after the start of a task servers may not have its output yet. */
    private static boolean mayAppear(Failure failure) {
        return failure.status() == 404 || failure.status() == 409 || failure.status() >= 500;
    }

    private Task started(Task current) {
        Task task = current;
        if (task.state() == TaskState.PENDING) {
            screen.info("Task " + task.id() + " is pending, waiting for it to start");
        }
        while (task.state() == TaskState.PENDING) {
            pause();
            task = client.task(task.id().toString());
        }
        return task;
    }

    private static int code(JournalDisplay display) {
        return display.failed() ? ExitCode.FAILED : ExitCode.OK;
    }

    private int brokenOff(TaskId id) {
        screen.warning("output of task " + id + " ended unexpectedly");
        screen.hint("see what became of it with: fatbuildrctl watch " + id);
        return ExitCode.FAILED;
    }

    private void pause() {
        try {
            Thread.sleep(surroundings.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while waiting", e);
        }
    }
}
