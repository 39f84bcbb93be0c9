package fatbuildr.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir
    Path directory;

    private final TaskRow renewal = TaskRow.pending(
            TaskId.random(),
            "lab",
            new TaskSpec.KeyringRenewal("2y"),
            "alice",
            Instant.parse("2026-03-03T10:15:00.123456Z"),
            TaskRow.Inputs.NONE);

    @Test
    void keepsItsRowsWhenOpenedAgain() {
        try (Database database = Database.open(directory.resolve("fatbuildr.db"))) {
            new TaskStore(database, "lab").insert(renewal);
        }
        try (Database database = Database.open(directory.resolve("fatbuildr.db"))) {
            TaskRow found = new TaskStore(database, "lab").find(renewal.id()).orElseThrow();
            assertThat(found.spec()).isEqualTo(renewal.spec());
            assertThat(found.submission()).isEqualTo(renewal.submission());
            assertThat(found.state()).isEqualTo(TaskState.PENDING);
            assertThat(found.sequence()).isEqualTo(1);
        }
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        Path file = directory.resolve("fatbuildr.db");
        for (int turn = 0; turn < 2; turn++) {
            try (Database database = Database.open(file)) {
                new TaskStore(database, "lab").ids();
                try (Stream<Path> files = Files.list(directory)) {
                    assertThat(files)
                            .hasSize(3)
                            .allSatisfy(part -> assertThat(Files.getPosixFilePermissions(part))
                                    .containsExactlyInAnyOrder(
                                            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
                }
            }
            // As stores were that others could read.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    @Test
    void keepsInstancesApart() {
        try (Database database = Database.open(directory.resolve("fatbuildr.db"))) {
            new TaskStore(database, "lab").insert(renewal);
            TaskStore other = new TaskStore(database, "other");
            assertThat(other.find(renewal.id())).isEmpty();
            assertThat(other.start(renewal.id())).isFalse();
            assertThat(other.inState(TaskState.PENDING)).isEmpty();
        }
    }

    @Test
    void startsATaskOnce() {
        try (Database database = Database.open(directory.resolve("fatbuildr.db"))) {
            TaskStore store = new TaskStore(database, "lab");
            store.insert(renewal);
            assertThat(store.start(renewal.id())).isTrue();
            assertThat(store.start(renewal.id())).isFalse();
            store.settle(renewal.id(), TaskResult.FAILED, "no keyring");
            store.finish(renewal.id());
            assertThat(store.finished(0, 0)).extracting(TaskRow::reason).isEqualTo(List.of("no keyring"));
        }
    }

    @Test
    void undoesATransactionThatFails() {
        try (Database database = Database.open(directory.resolve("fatbuildr.db"))) {
            TaskStore store = new TaskStore(database, "lab");
            store.insert(renewal);
            assertThatThrownBy(() -> database.write(handle -> {
                        TaskStore.markPublished(handle, renewal.id(), true);
                        throw FatbuildrException.conflict("no");
                    }))
                    .isInstanceOf(FatbuildrException.class);
            assertThat(store.find(renewal.id()).orElseThrow().published()).isFalse();
        }
    }

    @Test
    void namesAFileThatIsNoStore() throws IOException {
        Path file = Files.writeString(directory.resolve("fatbuildr.db"), "this is text, no database".repeat(100));
        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining(file.toString());
    }
}
