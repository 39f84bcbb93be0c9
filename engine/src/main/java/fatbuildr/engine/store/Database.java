package fatbuildr.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The store: one SQLite file, read by several connections and written by one at a time. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int BUSY_MILLISECONDS = 15_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /** Writers wait here in turn: SQLite itself would make them poll. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Opens the store, made or brought to the present schema when needed. */
    public static Database open(Path file) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(sqlite(file));
        config.setPoolName("store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        HikariDataSource pool;
        try {
            keepToOwner(file);
            pool = new HikariDataSource(config);
        } catch (IOException | RuntimeException failure) {
            throw FatbuildrException.external("cannot open the store " + file + ": " + failure.getMessage(), failure);
        }
        try {
            Migrations.apply(pool, file);
            return new Database(pool);
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    /** Others of the machine ask the daemon, which knows what they may see; what SQLite puts beside the file follows it. */
    private static void keepToOwner(Path file) throws IOException {
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        }
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path part = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(part)) {
                Files.setPosixFilePermissions(part, owner);
            }
        }
    }

    private static SQLiteDataSource sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Runs queries that change nothing. */
    public <T> T read(Function<Handle, T> queries) {
        return undisturbed(() -> jdbi.withHandle(queries::apply));
    }

    /** Runs one transaction; when this returns it is on disk. */
    public <T> T write(Function<Handle, T> transaction) {
        return undisturbed(() -> {
            writing.lock();
            try {
                return jdbi.inTransaction(transaction::apply);
            } finally {
                writing.unlock();
            }
        });
    }

    /** A cancelled task still records how it ended: the pool would refuse an interrupted thread. */
    private static <T> T undisturbed(java.util.function.Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
