package fatbuildr.engine.registry.deb;

import fatbuildr.engine.store.Database;
import fatbuildr.registry.deb.DebVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/** Queries over the packages of one registry. */
final class DebRows {
    private static final String PACKAGES = """
            SELECT p.id, p.name, p.architecture, p.version, p.source, p.source_version, p.size, p.sha256
            FROM packages p
            """;
    private static final String WHERE_COMPONENT = """
             JOIN components c ON c.id = p.component JOIN suites s ON s.id = c.suite
             WHERE s.registry = :registry AND s.name = :distribution AND c.name = :derivative
            """;
    private static final int BATCH = 200;
    private static final Pattern PROVIDED = Pattern.compile("(?:^|,)\\s*([a-z0-9][a-z0-9+.-]+)");

    private final Database database;
    private final long registry;

    DebRows(Database database, String instance, String format) {
        this.database = database;
        this.registry = database.write(handle -> identity(
                handle,
                "SELECT id FROM registries WHERE instance = :one AND format = :two",
                "INSERT INTO registries (id, instance, format)"
                        + " SELECT coalesce(max(id), 0) + 1, :one, :two FROM registries",
                instance,
                format));
    }

    long registry() {
        return registry;
    }

    List<PackageRow> all(String distribution, String derivative) {
        return database.read(handle -> rows(component(
                handle, PACKAGES + WHERE_COMPONENT + " ORDER BY p.name, p.architecture", distribution, derivative)));
    }

    /** What a row of a listing gives to its consumer. */
    interface RowConsumer {
        boolean accept(ResultSet row) throws SQLException;
    }

    /** All packages of a component, without reading more of them than a listing shows. */
    void list(String distribution, String derivative, RowConsumer consumer) {
        database.<Integer>read(handle -> component(
                        handle,
                        "SELECT p.name, p.architecture, p.version, p.size FROM packages p" + WHERE_COMPONENT
                                + " ORDER BY p.name, p.architecture",
                        distribution,
                        derivative)
                .scanResultSet((results, _) -> {
                    int count = 0;
                    for (ResultSet row = results.get(); row.next(); count++) {
                        consumer.accept(row);
                    }
                    return count;
                }));
    }

    List<PackageRow> named(String distribution, String derivative, String name, String architecture) {
        return database.read(handle -> rows(component(
                        handle,
                        PACKAGES + WHERE_COMPONENT + " AND p.name = :name AND p.architecture = :architecture",
                        distribution,
                        derivative)
                .bind("name", name)
                .bind("architecture", architecture)));
    }

    List<PackageRow> ofSource(String distribution, String derivative, String source) {
        return database.read(handle -> rows(component(
                        handle,
                        PACKAGES + WHERE_COMPONENT + " AND p.source = :source ORDER BY p.name, p.architecture",
                        distribution,
                        derivative)
                .bind("source", source)));
    }

    /** Packages with one of the names or from one of the sources. */
    List<PackageRow> related(
            String distribution, String derivative, Collection<String> names, Collection<String> sources) {
        return database.read(handle -> {
            List<PackageRow> found = new ArrayList<>();
            for (List<String> part : parts(names)) {
                found.addAll(rows(component(
                                handle,
                                PACKAGES + WHERE_COMPONENT + " AND p.name IN (<some>)",
                                distribution,
                                derivative)
                        .bindList("some", part)));
            }
            for (List<String> part : parts(sources)) {
                found.addAll(rows(component(
                                handle,
                                PACKAGES + WHERE_COMPONENT + " AND p.source IN (<some>)",
                                distribution,
                                derivative)
                        .bindList("some", part)));
            }
            return found.stream().distinct().toList();
        });
    }

    /**
     * Binary packages of some derivatives as {@code name=version}, and what they provide as {@code name=package
     * version}.
     */
    List<String> visible(String distribution, List<String> derivatives) {
        Set<String> visible = new TreeSet<>();
        database.<Integer>read(handle -> handle.createQuery("""
                        SELECT p.name, p.version, p.provides
                        FROM suites s JOIN components c ON c.suite = s.id JOIN packages p ON p.component = c.id
                        WHERE s.registry = :registry AND s.name = :distribution AND c.name IN (<derivatives>)
                          AND p.architecture <> 'source'
                        """)
                .bind("registry", registry)
                .bind("distribution", distribution)
                .bindList("derivatives", derivatives)
                .scanResultSet((results, _) -> {
                    int count = 0;
                    for (ResultSet row = results.get(); row.next(); count++) {
                        addVisible(row.getString("name"), row.getString("version"), row.getString("provides"), visible);
                    }
                    return count;
                }));
        return List.copyOf(visible);
    }

    private static void addVisible(String name, String version, String provides, Set<String> visible) {
        visible.add(name + "=" + version);
        if (!provides.isEmpty()) {
            Matcher provided = PROVIDED.matcher(provides);
            while (provided.find()) {
                visible.add(provided.group(1) + "=" + name + " " + version);
            }
        }
    }

    /** Packages whose name may contain the text; the database's idea of case differs, so the caller looks again. */
    void like(String text, Consumer<RowView> consumer) {
        String pattern = "%" + text.replaceAll("([%_!])", "!$1") + "%";
        database.<Integer>read(handle -> handle.createQuery("""
                        SELECT s.name AS distribution, c.name AS derivative, p.name, p.architecture, p.version, p.size
                        FROM suites s JOIN components c ON c.suite = s.id JOIN packages p ON p.component = c.id
                        WHERE s.registry = :registry AND p.name LIKE :pattern ESCAPE '!'
                        ORDER BY s.name, c.name, p.name, p.architecture
                        """)
                .bind("registry", registry)
                .bind("pattern", pattern)
                .reduceRows(0, (count, row) -> {
                    consumer.accept(row);
                    return count + 1;
                }));
    }

    /** Paths of a package's files, relative to the registry. */
    List<String> files(long id) {
        return database.read(
                handle -> handle.createQuery("SELECT path FROM package_files WHERE package = :package ORDER BY path")
                        .bind("package", id)
                        .mapTo(String.class)
                        .list());
    }

    /** Packages with everything it takes to publish them again, but for their files, which are in the pool. */
    List<Incoming> withFiles(List<PackageRow> packages) {
        return database.read(handle -> packages.stream()
                .map(row -> new Incoming(
                        row,
                        handle.createQuery("SELECT stanza FROM stanzas WHERE package = :package")
                                .bind("package", row.id())
                                .mapTo(String.class)
                                .one(),
                        handle.createQuery("SELECT path, size, sha256 FROM package_files WHERE package = :package")
                                .bind("package", row.id())
                                .map((file, _) -> new Incoming.PoolFile(
                                        file.getString("path"), file.getLong("size"), file.getString("sha256")))
                                .list(),
                        _ -> {}))
                .toList());
    }

    /** The rows of packages that were just added. */
    List<PackageRow> present(Handle handle, String distribution, String derivative, List<Incoming> added) {
        List<PackageRow> found = new ArrayList<>();
        for (Incoming incoming : added) {
            found.addAll(rows(component(
                            handle,
                            PACKAGES + WHERE_COMPONENT
                                    + " AND p.name = :name AND p.architecture = :architecture AND p.version = :version",
                            distribution,
                            derivative)
                    .bind("name", incoming.row().name())
                    .bind("architecture", incoming.row().architecture())
                    .bind("version", incoming.row().version().toString())));
        }
        return found;
    }

    static List<PackageRow> rows(Query query) {
        return query.map((row, _) -> new PackageRow(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("architecture"),
                        DebVersion.parse(row.getString("version")),
                        row.getString("source"),
                        DebVersion.parse(row.getString("source_version")),
                        row.getLong("size"),
                        row.getString("sha256")))
                .list();
    }

    /** Finds a row's id by two keys, making the row when there is none. */
    static long identity(Handle handle, String select, String insert, Object one, String two) {
        Optional<Long> found = handle.createQuery(select)
                .bind("one", one)
                .bind("two", two)
                .mapTo(Long.class)
                .findOne();
        if (found.isPresent()) {
            return found.get();
        }
        handle.createUpdate(insert).bind("one", one).bind("two", two).execute();
        return handle.createQuery(select)
                .bind("one", one)
                .bind("two", two)
                .mapTo(Long.class)
                .one();
    }

    private Query component(Handle handle, String sql, String distribution, String derivative) {
        return handle.createQuery(sql)
                .bind("registry", registry)
                .bind("distribution", distribution)
                .bind("derivative", derivative);
    }

    /** Lists short enough for one statement. */
    static List<List<String>> parts(Collection<String> items) {
        List<String> distinct = items.stream().distinct().toList();
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            parts.add(distinct.subList(from, Math.min(distinct.size(), from + BATCH)));
        }
        return parts;
    }
}
