package fatbuildr.engine.registry.deb;

import fatbuildr.engine.store.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Queries over the pool files of one registry. */
final class PoolRows {
    private final Database database;
    private final long registry;

    PoolRows(Database database, long registry) {
        this.database = database;
        this.registry = registry;
    }

    /** Of the paths that packages have already, the content. */
    Map<String, String> digests(Collection<String> paths) {
        return database.read(handle -> {
            Map<String, String> found = new HashMap<>();
            for (List<String> part : DebRows.parts(paths)) {
                handle.createQuery("""
                                SELECT path, sha256 FROM package_files
                                WHERE registry = :registry AND path IN (<some>)
                                """)
                        .bind("registry", registry)
                        .bindList("some", part)
                        .reduceRows(found, (map, row) -> {
                            map.put(row.getColumn("path", String.class), row.getColumn("sha256", String.class));
                            return map;
                        });
            }
            return found;
        });
    }

    /** Of the paths, those where files lie that no package has. */
    List<String> loose(Collection<String> paths) {
        return database.read(handle -> {
            List<String> found = new ArrayList<>();
            for (List<String> part : DebRows.parts(paths)) {
                found.addAll(handle.createQuery("""
                                SELECT path FROM loose_files
                                WHERE registry = :registry AND incoming = FALSE AND path IN (<some>)
                                """)
                        .bind("registry", registry)
                        .bindList("some", part)
                        .mapTo(String.class)
                        .list());
            }
            return found;
        });
    }

    /** The sizes of all files that packages have. */
    Map<String, Long> sizes() {
        return database.read(handle -> handle.createQuery(
                        "SELECT path, size FROM package_files WHERE registry = :registry")
                .bind("registry", registry)
                .reduceRows(new HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("path", String.class), row.getColumn("size", Long.class));
                    return map;
                }));
    }

    /** All files that no package has. */
    List<String> loose() {
        return database.read(handle -> handle.createQuery("SELECT path FROM loose_files WHERE registry = :registry")
                .bind("registry", registry)
                .mapTo(String.class)
                .list());
    }
}
