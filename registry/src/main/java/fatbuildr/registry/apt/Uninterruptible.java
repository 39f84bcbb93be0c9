package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs short disk work on a thread that nobody interrupts: an interrupt would close its files in the middle. */
final class Uninterruptible {
    interface Task<T> {
        T run() throws IOException, InterruptedException;
    }

    private Uninterruptible() {}

    static <T> T call(Task<T> task) throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("registry").start(() -> {
            try {
                result.complete(task.run());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    thread.join();
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrap(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException unwrap(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    /** What the system said, with the file it said it of. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            return e.getClass().getSimpleName().replace("Exception", "") + " " + failure.getFile();
        }
        return String.valueOf(e.getMessage());
    }
}
