package fatbuildr.engine.registry.deb;

import fatbuildr.engine.store.Database;
import fatbuildr.registry.apt.IndexEntry;
import fatbuildr.registry.apt.IndexKey;
import fatbuildr.registry.deb.DebVersion;
import java.util.List;
import java.util.Map;

/** Queries over the distributions of one registry. */
final class SuiteRows {
    private final Database database;
    private final long registry;

    SuiteRows(Database database, long registry) {
        this.database = database;
        this.registry = registry;
    }

    /** Distributions that hold packages. */
    List<String> distributions() {
        return texts(Map.of(), """
                SELECT s.name FROM suites s
                WHERE s.registry = :registry AND EXISTS (
                    SELECT 1 FROM components c JOIN packages p ON p.component = c.id WHERE c.suite = s.id)
                ORDER BY s.name
                """);
    }

    /** Derivatives of a distribution that hold packages. */
    List<String> derivatives(String distribution) {
        return texts(Map.of("distribution", distribution), """
                SELECT c.name FROM components c JOIN suites s ON s.id = c.suite
                WHERE s.registry = :registry AND s.name = :distribution
                  AND EXISTS (SELECT 1 FROM packages p WHERE p.component = c.id)
                ORDER BY c.name
                """);
    }

    /** Derivatives of a distribution that hold packages, or once did. */
    List<String> components(String distribution) {
        return texts(Map.of("distribution", distribution), """
                SELECT c.name FROM components c JOIN suites s ON s.id = c.suite
                WHERE s.registry = :registry AND s.name = :distribution
                """);
    }

    /** Counts the changes to a distribution, each in the transaction that makes it. */
    long generation(String distribution) {
        return database.read(handle -> handle.createQuery(
                        "SELECT committed FROM suites WHERE registry = :registry AND name = :distribution")
                .bind("registry", registry)
                .bind("distribution", distribution)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    /** Whether the indexes of a distribution may lag behind the rows. */
    boolean isStale(String distribution) {
        return stale().contains(distribution);
    }

    List<String> stale() {
        return texts(
                Map.of(), "SELECT name FROM suites WHERE registry = :registry AND live <> committed ORDER BY name");
    }

    List<String> names() {
        return texts(Map.of(), "SELECT name FROM suites WHERE registry = :registry ORDER BY name");
    }

    /** The Debian names of the architectures a distribution holds packages of. */
    List<String> architectures(String distribution) {
        return texts(Map.of("distribution", distribution), """
                SELECT a.architecture FROM suites s JOIN suite_architectures a ON a.suite = s.id
                WHERE s.registry = :registry AND s.name = :distribution
                ORDER BY a.architecture
                """);
    }

    /** A query over this registry that answers one column of text. */
    private List<String> texts(Map<String, String> parameters, String sql) {
        return database.read(handle -> handle.createQuery(sql)
                .bind("registry", registry)
                .bindMap(parameters)
                .mapTo(String.class)
                .list());
    }

    /** Every package of a distribution as its indexes list it. */
    List<IndexEntry> entries(String distribution) {
        return database.read(handle -> handle.createQuery("""
                        SELECT c.name AS component, p.name, p.architecture, p.version, t.stanza
                        FROM suites s JOIN components c ON c.suite = s.id JOIN packages p ON p.component = c.id
                        JOIN stanzas t ON t.package = p.id
                        WHERE s.registry = :registry AND s.name = :distribution
                        """)
                .bind("registry", registry)
                .bind("distribution", distribution)
                .map((row, _) -> new IndexEntry(
                        new IndexKey(
                                row.getString("component"),
                                row.getString("architecture"),
                                row.getString("name"),
                                DebVersion.parse(row.getString("version"))),
                        row.getString("stanza")))
                .list());
    }
}
