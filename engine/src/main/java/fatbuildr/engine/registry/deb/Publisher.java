package fatbuildr.engine.registry.deb;

import fatbuildr.engine.registry.FormatRegistryProvider.Place;
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.apt.IndexEntry;
import fatbuildr.registry.apt.IndexKey;
import fatbuildr.registry.apt.Pool;
import fatbuildr.registry.apt.SuiteChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a change out: pool files first, then the rows in one transaction, then the indexes in one switch. Cut off
 * before the transaction nothing has happened; cut off after it the indexes are made from the rows at the next start.
 * Files that no package uses any more stay as long as superseded indexes do, for readers that hold one.
 */
final class Publisher {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final Place place;
    private final DebRows rows;
    private final DebWriter writer;
    private final PoolRows files;
    private final SuiteRows distributions;
    private final Suites suites;

    Publisher(Place place, DebRows rows) {
        this.place = place;
        this.rows = rows;
        this.writer = new DebWriter(rows.registry(), place.clock());
        this.files = new PoolRows(place.database(), rows.registry());
        this.distributions = new SuiteRows(place.database(), rows.registry());
        this.suites = new Suites(place, distributions);
    }

    /**
     * @param alongside statements for the transaction
     * @param undoing statements that take those back
     */
    void publish(
            String distribution,
            String derivative,
            Change change,
            Consumer<Handle> alongside,
            Consumer<Handle> undoing) {
        place.keyring().require();
        List<String> fresh = fresh(change);
        boolean stale = distributions.isStale(distribution);
        List<Incoming> undo = rows.withFiles(change.removed());
        place.database().<Integer>write(handle -> writer.announce(handle, fresh));
        try {
            store(change, fresh);
            place.database().<Integer>write(handle -> {
                alongside.accept(handle);
                return writer.apply(handle, distribution, derivative, change);
            });
        } catch (RuntimeException failure) {
            discard(fresh, failure);
            throw failure;
        }
        try {
            if (stale) {
                suites.rebuild(distribution);
            } else {
                suites.publish(distribution, indexChange(derivative, change));
            }
        } catch (RuntimeException failure) {
            try {
                revert(distribution, derivative, change, undo, undoing);
                if (!stale) {
                    markLive(distribution);
                }
            } catch (RuntimeException again) {
                failure.addSuppressed(again);
            }
            throw failure;
        }
        markLive(distribution);
        sweep(false);
    }

    /** Paths that no package has yet; one that another package has must be the same file. */
    private List<String> fresh(Change change) {
        Map<String, Incoming.PoolFile> wanted = new LinkedHashMap<>();
        change.added().forEach(added -> added.files().forEach(file -> wanted.put(file.path(), file)));
        files.digests(wanted.keySet()).forEach((path, sha256) -> {
            Incoming.PoolFile file = wanted.remove(path);
            if (file != null && !file.sha256().equals(sha256)) {
                throw FatbuildrException.conflict("file " + path
                        + " is published already with different content: raise the release in the artifact definition");
            }
        });
        return List.copyOf(wanted.keySet());
    }

    private void store(Change change, List<String> fresh) {
        // what still lies at these paths belonged to packages that were deleted
        suites.pool().remove(files.loose(fresh));
        Pool.Batch batch = suites.pool().batch();
        try {
            change.added().forEach(added -> added.placing().accept(batch));
            batch.commit();
        } catch (RuntimeException failure) {
            batch.discard();
            throw failure;
        }
    }

    private static SuiteChange indexChange(String derivative, Change change) {
        return new SuiteChange(
                change.added().stream()
                        .map(added -> new IndexEntry(key(derivative, added.row()), added.stanza()))
                        .toList(),
                change.removed().stream().map(row -> key(derivative, row)).toList());
    }

    static IndexKey key(String derivative, PackageRow row) {
        return new IndexKey(derivative, row.architecture(), row.name(), row.version());
    }

    /** Nothing was committed: the files that were to be published go. */
    private void discard(List<String> fresh, RuntimeException failure) {
        try {
            suites.pool().remove(fresh);
            place.database().<Integer>write(handle -> writer.forget(handle, fresh));
        } catch (RuntimeException again) {
            failure.addSuppressed(again);
        }
    }

    /** The indexes could not be made: the rows go back to what readers still see. */
    private void revert(
            String distribution, String derivative, Change change, List<Incoming> undo, Consumer<Handle> undoing) {
        place.database().<Integer>write(handle -> {
            undoing.accept(handle);
            List<PackageRow> added = rows.present(handle, distribution, derivative, change.added());
            return writer.apply(handle, distribution, derivative, new Change(undo, added, List.of()));
        });
    }

    private void markLive(String distribution) {
        place.database().<Integer>write(handle -> writer.markLive(handle, distribution));
    }

    List<String> verify(String distribution) {
        return suites.verify(distribution);
    }

    /** Finishes what a stop cut off. */
    void recover() {
        Set<String> behind = new TreeSet<>(distributions.stale());
        distributions.names().stream()
                .filter(distribution -> !suites.isPublished(distribution))
                .forEach(behind::add);
        for (String distribution : behind) {
            log.info(
                    "publishing {} of instance {} anew",
                    distribution,
                    place.instance().id());
            suites.rebuild(distribution);
            markLive(distribution);
        }
        sweep(true);
    }

    /** What a pool file is called while it is written. */
    private static String temporary(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + ".new-" + path.substring(name);
    }

    /** Deletes pool files that nobody can want any more. */
    private void sweep(boolean incoming) {
        try {
            List<String> expired = place.database()
                    .read(handle -> writer.expired(
                            handle,
                            place.clock().instant().minus(place.settings().keepIndexes()),
                            incoming));
            if (!expired.isEmpty()) {
                suites.pool().remove(expired);
                suites.pool().remove(expired.stream().map(Publisher::temporary).toList());
                place.database().<Integer>write(handle -> writer.forget(handle, expired));
            }
        } catch (RuntimeException failure) {
            log.warn("unused pool files are left for the next time: {}", failure.getMessage());
        }
    }
}
