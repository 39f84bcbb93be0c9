package fatbuildr.engine.task;

import fatbuildr.archive.FileTree;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directories of one instance's tasks. */
final class Workspaces {
    static final String JOURNAL = "task.journal";
    static final String TIMES = "task.times";
    static final String CONSOLE = "console.sock";
    static final String SUMMARY = "task.yml";

    /** Uploads wait here; the directory stays, a second attempt and the exported archives need it. */
    private static final String SUBMISSION = "submission";

    private final Path root;

    Workspaces(Path root) {
        this.root = root;
    }

    Path of(TaskId id) {
        return root.resolve(id.toString());
    }

    Path journal(TaskId id) {
        return of(id).resolve(JOURNAL);
    }

    /** When the parts of the journal were written. */
    Path times(TaskId id) {
        return of(id).resolve(TIMES);
    }

    Path console(TaskId id) {
        return of(id).resolve(CONSOLE);
    }

    Path summary(TaskId id) {
        return of(id).resolve(SUMMARY);
    }

    Path submission(TaskId id) {
        return of(id).resolve(SUBMISSION);
    }

    void create(TaskId id) throws IOException {
        DurableFiles.directory(of(id));
    }

    /** Takes the uploads over; when this returns they are on disk. */
    TaskRow.Inputs accept(TaskId id, BuildSubmission submission) throws IOException {
        Path directory = submission(id);
        DurableFiles.directory(directory);
        String tarball = SUBMISSION + "/definition/" + submission.tarball().getFileName();
        List<Task.SourceArchive> sources = new ArrayList<>();
        DurableFiles.directory(directory.resolve("definition"));
        DurableFiles.move(submission.tarball(), of(id).resolve(tarball));
        for (BuildSubmission.SuppliedSource source : submission.sources()) {
            String place = SUBMISSION + "/sources/" + source.id();
            String file = place + "/" + source.file().getFileName();
            DurableFiles.directory(of(id).resolve(place));
            DurableFiles.move(source.file(), of(id).resolve(file));
            sources.add(new Task.SourceArchive(source.id(), file));
        }
        return new TaskRow.Inputs(tarball, sources);
    }

    void delete(TaskId id) throws IOException {
        FileTree.delete(of(id));
    }

    /** Removes what an interrupted attempt left beside the uploads and the journal. */
    void clean(TaskId id) throws IOException {
        for (Path entry : entries(of(id))) {
            String name = entry.getFileName().toString();
            if (!name.equals(SUBMISSION) && !name.equals(JOURNAL) && !name.equals(TIMES)) {
                FileTree.delete(entry);
            }
        }
    }

    /** The tasks that have a workspace, known to the store or not. */
    List<TaskId> all() {
        try {
            return entries(root).stream()
                    .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .flatMap(entry -> parse(entry.getFileName().toString()).stream())
                    .toList();
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot list workspaces in " + root + ": " + failure.getMessage(), failure);
        }
    }

    /** Whether a workspace holds only uploads: they are not accepted yet, or never will be. */
    boolean holdsOnlyUploads(TaskId id) throws IOException {
        return entries(of(id)).stream()
                .allMatch(entry -> entry.getFileName().toString().equals(SUBMISSION));
    }

    private static Optional<TaskId> parse(String name) {
        try {
            return Optional.of(TaskId.parse(name));
        } catch (FatbuildrException noTask) {
            return Optional.empty();
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
