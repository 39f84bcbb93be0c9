package fatbuildr.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What has to happen when the user ends the program with Ctrl-C (or another signal does): clean up, say what goes on
 * without it, and leave with the right code. Thread-safe: signals come on a thread of their own.
 */
final class Interruption {
    /** The code of a program that a shell's Ctrl-C ended. */
    static final int EXIT = 130;

    private final Deque<Runnable> cleanups = new ArrayDeque<>();
    private Optional<String> followed = Optional.empty();
    private boolean finished;

    synchronized void add(Runnable cleanup) {
        cleanups.push(cleanup);
    }

    synchronized void remove(Runnable cleanup) {
        cleanups.remove(cleanup);
    }

    /** From now on an interrupt only stops following that task, which is no failure. */
    synchronized void following(String task) {
        followed = Optional.of(task);
    }

    synchronized void notFollowing() {
        followed = Optional.empty();
    }

    /** The program ends by itself; waits for ever when it is being interrupted, so that nothing is said twice. */
    synchronized void finished() {
        finished = true;
    }

    /** Runs as a shutdown hook, which is where the JVM ends on a signal. */
    void hook(Screen screen) {
        synchronized (this) {
            if (!finished) {
                Runtime.getRuntime().halt(interrupted(screen));
            }
        }
    }

    private int interrupted(Screen screen) {
        cleanups.forEach(Runnable::run);
        screen.raw("\n");
        if (followed.isEmpty()) {
            screen.raw("Interrupted.\n");
            return EXIT;
        }
        String task = followed.get();
        screen.raw(goesOn(task));
        return 0;
    }

    /** What the user has to know of a task that is left to itself. */
    static String goesOn(String task) {
        return "Task " + task + " goes on. Follow it again with: fatbuildrctl watch " + task
                + " (end it with: fatbuildrctl cancel " + task + ")\n";
    }
}
