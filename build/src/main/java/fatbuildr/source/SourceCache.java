package fatbuildr.source;

import fatbuildr.archive.FileTree;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Downloaded source archives, {@code ROOT/INSTANCE/ARTIFACT/FILE}. A file in it was complete and had the right
 * checksums once; it is verified again at each use. There is one cache for a root in a program.
 */
public final class SourceCache {
    private static final String TEMPORARY = ".download-";
    private static final Duration STALE = Duration.ofDays(1);

    private final Path root;
    private final Downloader downloader;
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    public SourceCache(Path root, DownloadLimits limits, ProxySelector proxies) {
        this.root = root;
        this.downloader = new Downloader(limits, proxies);
    }

    /**
     * Writes the verified archive to a new file. It is a copy, so that another version of the same name that replaces
     * the cached one does not change a running build.
     */
    public void fetch(String instance, String artifact, RemoteSource source, Path target, Journal journal)
            throws InterruptedException {
        Path directory = root.resolve(instance).resolve(artifact);
        Path cached = directory.resolve(source.fileName());
        ReentrantLock lock = locks.computeIfAbsent(cached, path -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Files.createDirectories(directory);
            fetch(source, cached, target, journal);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            throw FatbuildrException.external(
                    "Cannot use the source cache for " + source.fileName() + ": " + FileTree.reason(e), e);
        } finally {
            lock.unlock();
        }
    }

    private void fetch(RemoteSource source, Path cached, Path target, Journal journal)
            throws IOException, InterruptedException {
        if (source.checksums().weak()) {
            journal.warning("Source " + source.fileName() + " has only md5 or sha1 checksums: add a sha256");
        }
        if (Files.isRegularFile(cached, LinkOption.NOFOLLOW_LINKS)) {
            Optional<String> mismatch = copy(cached, target, source.checksums());
            if (mismatch.isEmpty()) {
                journal.info("Source " + source.fileName() + " is in the cache and fits its checksums");
                return;
            }
            journal.warning("Source " + source.fileName() + " in the cache does not fit its checksums ("
                    + mismatch.get() + "): downloading it again");
        }
        download(source, cached, target, journal);
    }

    private void download(RemoteSource source, Path cached, Path target, Journal journal)
            throws IOException, InterruptedException {
        Path directory = cached.resolveSibling(".");
        removeStale(directory);
        journal.info("Downloading source " + source.location().shown());
        Path temporary = cached.resolveSibling(TEMPORARY + UUID.randomUUID());
        try {
            downloader.download(source, temporary, journal);
            long size = Files.size(temporary);
            Optional<String> mismatch = copy(temporary, target, source.checksums());
            if (mismatch.isPresent()) {
                throw FatbuildrException.external("Source " + source.location().shown()
                        + " does not have the checksum that the"
                        + " artifact definition gives: " + mismatch.get() + " (" + size + " bytes); the file was"
                        + " deleted");
            }
            Files.move(temporary, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(directory)) {
                channel.force(true);
            }
            journal.info("Downloaded source " + source.fileName() + " (" + size + " bytes), it fits its checksums");
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Copies and digests in one pass, so that what was verified is what is used; no target is left on a mismatch. */
    private static Optional<String> copy(Path from, Path target, Checksums checksums)
            throws IOException, InterruptedException {
        Checksums.Verification verification = checksums.start();
        boolean fits = false;
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
        try (out;
                InputStream in = new FileInputStream(from.toFile())) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                verification.update(buffer, count);
                out.write(buffer, 0, count);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            Optional<String> mismatch = verification.mismatch();
            fits = mismatch.isEmpty();
            return mismatch;
        } finally {
            if (!fits) {
                Files.deleteIfExists(target);
            }
        }
    }

    /** Leftovers of a program that was killed. */
    private static void removeStale(Path directory) throws IOException {
        Instant oldest = Instant.now().minus(STALE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
