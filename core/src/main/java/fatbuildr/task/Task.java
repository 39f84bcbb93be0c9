package fatbuildr.task;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A task as every interface shows it (http-api.md section 8).
 *
 * @param user login of the submitter, {@code anonymous} without one
 * @param place workspace directory
 * @param archives sources of a build, empty until fetched and for other types
 */
public record Task(
        TaskId id,
        TaskSpec spec,
        String user,
        Instant submission,
        Path place,
        TaskState state,
        TaskResult result,
        List<SourceArchive> archives) {

    public Task {
        archives = List.copyOf(archives);
    }

    /** A source archive of a build, {@code path} absolute on the server. */
    public record SourceArchive(String id, String path) {}

    public Path console() {
        return place.resolve("console.sock");
    }

    public Path journal() {
        return place.resolve("task.journal");
    }

    public boolean interactive() {
        return spec.interactive();
    }
}
