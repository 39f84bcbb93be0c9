package fatbuildr.cli;

import fatbuildr.task.TaskId;

/** What happens once tasks are submitted: they are named, and followed unless the user does not want that. */
final class Submission {
    private final Session session;
    private final boolean batch;

    Submission(Session session, boolean batch) {
        this.session = session;
        this.batch = batch;
    }

    /** @return the exit code */
    int submitted(String what, TaskId id) {
        Screen screen = session.screen();
        screen.result("Submitted " + what + " task " + id);
        screen.out().flush();
        return batch ? ExitCode.OK : session.follower().follow(id);
    }
}
