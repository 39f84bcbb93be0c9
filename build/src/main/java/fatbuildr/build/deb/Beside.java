package fatbuildr.build.deb;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that goes on beside that of the task's thread; closing ends it and returns when it has ended. */
final class Beside<T> implements AutoCloseable {
    private final FutureTask<T> work;
    private final Thread thread;

    private Beside(String name, Callable<T> callable) {
        work = new FutureTask<>(callable);
        thread = Thread.ofVirtual().name(name).start(work);
    }

    static <T> Beside<T> start(String name, Callable<T> work) {
        return new Beside<>(name, work);
    }

    /** The result, or what the work has thrown. */
    T await() throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** An interrupt of the caller meanwhile is kept. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
