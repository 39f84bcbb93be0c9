package fatbuildr.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TaskMemoryTest {
    private final TaskMemory memory = TaskMemory.of(UUID.randomUUID().toString());

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(memory.directory());
    }

    @Test
    void isMadeOnceClosedToOthersAndDeletedWithAllInIt() throws IOException {
        Path made = memory.make(1 << 20).orElseThrow();
        assertThat(Files.getFileStore(made).type()).isEqualTo("tmpfs");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        Files.writeString(made.resolve("file"), "x");
        assertThat(memory.make(1)).isEmpty();

        memory.delete();
        assertThat(made).doesNotExist();
        memory.delete();
    }

    @Test
    void moreThanCanBeSparedIsNotTaken() throws IOException {
        assertThat(memory.make(Files.getFileStore(Path.of("/dev/shm")).getTotalSpace()))
                .isEqualTo(Optional.empty());
        assertThat(memory.directory()).doesNotExist();
    }

    @Test
    void whatOthersMadeUnderItsNameIsLeftAlone() throws IOException {
        Files.createDirectory(memory.directory());
        Files.setAttribute(memory.directory(), "unix:uid", 12345);

        assertThat(memory.make(1)).isEmpty();
        memory.delete();
        assertThat(memory.directory()).isDirectory();
    }
}
