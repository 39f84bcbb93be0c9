package fatbuildr.engine.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.engine.store.Database;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of former versions answer as new ones do. */
final class OldStoreTest {
    @TempDir
    Path directory;

    @Test
    void whatPackagesProvideIsTakenFromTheirStanzas() {
        Path file = directory.resolve("fatbuildr.db");
        String address = "jdbc:sqlite:" + file;
        Flyway.configure()
                .dataSource(address, null, null)
                .locations("classpath:fatbuildr/engine/store")
                .target("1")
                .load()
                .migrate();
        Jdbi.create(address).useHandle(handle -> {
            handle.execute("INSERT INTO registries VALUES (1, 'lab', 'deb')");
            handle.execute("INSERT INTO suites VALUES (1, 1, 'bookworm', 1, 1)");
            handle.execute("INSERT INTO components VALUES (1, 1, 'main')");
            List<String> rest = List.of(
                    "Provides: mail-agent (= 2), sender\nSize: 1",
                    "provides: mail-agent,\n reader (= 3),\n\twriter\nSize: 1",
                    "Size: 1\nProvides:last",
                    "Description: none\n Provides: nothing",
                    "X-Provides: nothing");
            for (int id = 1; id <= rest.size(); id++) {
                String name = "agent" + id;
                handle.execute("INSERT INTO packages VALUES (?, 1, ?, 'all', '1.0', 'agent', '1.0', 1, '')", id, name);
                handle.execute(
                        "INSERT INTO stanzas VALUES (?, ?)",
                        id,
                        "Package: " + name + "\nVersion: 1.0\n" + rest.get(id - 1) + "\n");
            }
            handle.execute("INSERT INTO packages VALUES (9, 1, 'agent', 'source', '1.0', 'agent', '1.0', 1, '')");
            handle.execute("INSERT INTO stanzas VALUES (9, 'Package: agent\nProvides: source\n')");
        });
        try (Database database = Database.open(file)) {
            assertThat(new DebRows(database, "lab", "deb").visible("bookworm", List.of("main")))
                    .containsExactly(
                            "agent1=1.0",
                            "agent2=1.0",
                            "agent3=1.0",
                            "agent4=1.0",
                            "agent5=1.0",
                            "last=agent3 1.0",
                            "mail-agent=agent1 1.0",
                            "mail-agent=agent2 1.0",
                            "reader=agent2 1.0",
                            "sender=agent1 1.0",
                            "writer=agent2 1.0");
        }
    }
}
