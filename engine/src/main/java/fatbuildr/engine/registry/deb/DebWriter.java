package fatbuildr.engine.registry.deb;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements of a publication; the caller opens the transactions. */
final class DebWriter {
    private final long registry;
    private final Clock clock;

    DebWriter(long registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Notes pool files before they are written, so that a crash does not leave them behind unknown. */
    int announce(Handle handle, Collection<String> paths) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO loose_files (registry, path, since, incoming) VALUES (:registry, :path, :since, TRUE)
                ON CONFLICT (registry, path) DO NOTHING
                """);
        paths.forEach(path -> batch.bind("registry", registry)
                .bind("path", path)
                .bind("since", now())
                .add());
        return paths.isEmpty() ? 0 : batch.execute().length;
    }

    /** Brings the rows of one component to what the change says, and counts the suite's generation up. */
    int apply(Handle handle, String distribution, String derivative, Change change) {
        long suite = suite(handle, distribution);
        long component = DebRows.identity(
                handle,
                "SELECT id FROM components WHERE suite = :one AND name = :two",
                "INSERT INTO components (id, suite, name)"
                        + " SELECT coalesce(max(id), 0) + 1, :one, :two FROM components",
                suite,
                derivative);
        List<String> orphans = remove(handle, change.removed());
        add(handle, component, change.added());
        list(handle, suite, change.added());
        release(handle, orphans);
        return handle.createUpdate("UPDATE suites SET committed = committed + 1 WHERE id = :suite")
                .bind("suite", suite)
                .execute();
    }

    private long suite(Handle handle, String distribution) {
        return DebRows.identity(
                handle,
                "SELECT id FROM suites WHERE registry = :one AND name = :two",
                "INSERT INTO suites (id, registry, name, committed, live)"
                        + " SELECT coalesce(max(id), 0) + 1, :one, :two, 0, 0 FROM suites",
                registry,
                distribution);
    }

    private static List<String> remove(Handle handle, List<PackageRow> removed) {
        List<String> paths = new ArrayList<>();
        for (PackageRow row : removed) {
            paths.addAll(handle.createQuery("SELECT path FROM package_files WHERE package = :package")
                    .bind("package", row.id())
                    .mapTo(String.class)
                    .list());
            handle.createUpdate("DELETE FROM packages WHERE id = :package")
                    .bind("package", row.id())
                    .execute();
        }
        return paths;
    }

    private void add(Handle handle, long component, List<Incoming> added) {
        if (added.isEmpty()) {
            return;
        }
        long id = handle.createQuery("SELECT coalesce(max(id), 0) FROM packages")
                .mapTo(Long.class)
                .one();
        PreparedBatch packages = handle.prepareBatch("""
                INSERT INTO packages
                  (id, component, name, architecture, version, source, source_version, size, sha256, provides)
                VALUES
                  (:id, :component, :name, :architecture, :version, :source, :sourceVersion, :size, :sha256, :provides)
                """);
        PreparedBatch stanzas = handle.prepareBatch("INSERT INTO stanzas (package, stanza) VALUES (:package, :stanza)");
        PreparedBatch files = handle.prepareBatch("""
                INSERT INTO package_files (registry, path, package, size, sha256)
                VALUES (:registry, :path, :package, :size, :sha256)
                """);
        PreparedBatch used = handle.prepareBatch("DELETE FROM loose_files WHERE registry = :registry AND path = :path");
        for (Incoming incoming : added) {
            id++;
            PackageRow row = incoming.row();
            packages.bind("id", id)
                    .bind("component", component)
                    .bind("name", row.name())
                    .bind("architecture", row.architecture())
                    .bind("version", row.version().toString())
                    .bind("source", row.source())
                    .bind("sourceVersion", row.sourceVersion().toString())
                    .bind("size", row.size())
                    .bind("sha256", row.sha256())
                    .bind("provides", incoming.provides())
                    .add();
            stanzas.bind("package", id).bind("stanza", incoming.stanza()).add();
            for (Incoming.PoolFile file : incoming.files()) {
                files.bind("registry", registry)
                        .bind("path", file.path())
                        .bind("package", id)
                        .bind("size", file.size())
                        .bind("sha256", file.sha256())
                        .add();
                used.bind("registry", registry).bind("path", file.path()).add();
            }
        }
        packages.execute();
        stanzas.execute();
        files.execute();
        used.execute();
    }

    /** Remembers for good which architectures a suite has had: its indexes must not vanish under readers. */
    private static void list(Handle handle, long suite, List<Incoming> added) {
        added.stream()
                .map(one -> one.row().architecture())
                .distinct()
                .forEach(architecture -> handle.createUpdate("""
                        INSERT INTO suite_architectures (suite, architecture) VALUES (:suite, :architecture)
                        ON CONFLICT (suite, architecture) DO NOTHING
                        """)
                        .bind("suite", suite)
                        .bind("architecture", architecture)
                        .execute());
    }

    /** Files that no package uses any more stay until no reader of a former index can want them. */
    private void release(Handle handle, List<String> paths) {
        for (String path : paths) {
            handle.createUpdate("""
                            INSERT INTO loose_files (registry, path, since, incoming)
                            SELECT :registry, :path, :since, FALSE
                            WHERE NOT EXISTS (
                                SELECT 1 FROM package_files WHERE registry = :registry AND path = :path)
                            ON CONFLICT (registry, path) DO UPDATE SET since = excluded.since, incoming = FALSE
                            """)
                    .bind("registry", registry)
                    .bind("path", path)
                    .bind("since", now())
                    .execute();
        }
    }

    /** Loose files to delete now: those left before a moment, or those announced by publications that are no more. */
    List<String> expired(Handle handle, Instant before, boolean incoming) {
        return handle.createQuery("""
                        SELECT path FROM loose_files
                        WHERE registry = :registry AND (
                            (incoming = FALSE AND since < :before) OR (incoming = TRUE AND :incoming = TRUE))
                        """)
                .bind("registry", registry)
                .bind("before", ChronoUnit.MICROS.between(Instant.EPOCH, before))
                .bind("incoming", incoming)
                .mapTo(String.class)
                .list();
    }

    int forget(Handle handle, Collection<String> paths) {
        PreparedBatch batch =
                handle.prepareBatch("DELETE FROM loose_files WHERE registry = :registry AND path = :path");
        paths.forEach(
                path -> batch.bind("registry", registry).bind("path", path).add());
        return paths.isEmpty() ? 0 : batch.execute().length;
    }

    /** The indexes show everything that is committed. */
    int markLive(Handle handle, String distribution) {
        return handle.createUpdate(
                        "UPDATE suites SET live = committed WHERE registry = :registry AND name = :distribution")
                .bind("registry", registry)
                .bind("distribution", distribution)
                .execute();
    }

    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }
}
