package fatbuildr.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir
    Path directory;

    @Test
    void keepsItsSchemaWhenOpenedAgain() {
        for (int i = 0; i < 3; i++) {
            long t = System.nanoTime();
            try (Database database = Database.open(directory.resolve("fatbuildr.db"))) {
                System.out.println((System.nanoTime() - t) / 1_000_000);
                assertThat(database.<Integer>read(handle -> handle.createQuery("SELECT count(*) FROM tasks")
                                .mapTo(Integer.class)
                                .one()))
                        .isZero();
            }
        }
    }
}
