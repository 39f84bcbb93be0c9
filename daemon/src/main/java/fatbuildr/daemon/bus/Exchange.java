package fatbuildr.daemon.bus;

import fatbuildr.archive.FileTree;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A drop directory of build archives (dbus-api.md section 9): users put them in directories of their own, the daemon
 * takes them out. A path comes from the caller and its directory is the caller's, who may change it at any moment: so
 * entries are moved away relative to an open directory, which follows no link, and looked at where only the daemon can
 * reach them.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String TAKEN = ".taken-";
    private static final String GROUP = "fatbuildr";

    private static final int STICKY_FOR_THE_GROUP = 01775;

    private final Path root;
    private final Path place;

    private Exchange(Path root, Path place) {
        this.root = root.toAbsolutePath().normalize();
        this.place = place.toAbsolutePath().normalize();
    }

    /** @param place on the same file system, where nobody else may change anything: what is taken lies there */
    static Exchange of(Path root, Path place) {
        return new Exchange(root, place);
    }

    /** Of users, who leave alone what is not theirs there. Made where nothing has made it at the start of the machine. */
    static Exchange ofUsers(Path root) {
        Exchange exchange = new Exchange(root, root);
        if (!Files.exists(exchange.root)) {
            try {
                exchange.make();
            } catch (IOException failure) {
                LOG.warn("no build can be submitted over the bus: cannot make {}: {}", root, failure.toString());
            }
        }
        return exchange;
    }

    private void make() throws IOException {
        Files.createDirectories(root);
        PosixFileAttributeView view = Files.getFileAttributeView(root, PosixFileAttributeView.class);
        try {
            view.setGroup(root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP));
        } catch (UserPrincipalNotFoundException alone) {
            LOG.warn("there is no group {}: only {} can submit builds over the bus", GROUP, view.getOwner());
        }
        Files.setAttribute(root, "unix:mode", STICKY_FOR_THE_GROUP);
    }

    /** Files that only the daemon reaches; what is left of them goes at the end. */
    record Taken(Path directory) implements AutoCloseable {
        /** Where the file is that the caller named. */
        Path file(String given) {
            return directory.resolve(Objects.requireNonNull(Path.of(given).getFileName()));
        }

        @Override
        public void close() {
            try {
                FileTree.delete(directory);
            } catch (IOException failure) {
                LOG.warn("uploaded files are left in {}: {}", directory, failure.toString());
            }
        }
    }

    /**
     * Submits a build whose files the caller has put here.
     *
     * @param sources ids of sources given by the user, and the paths of their archives
     */
    TaskId submit(
            InstanceService instance,
            TaskSpec.ArtifactBuild build,
            Caller caller,
            String user,
            String tarball,
            Map<String, String> sources) {
        try (Taken taken = take(caller, tarball, List.copyOf(sources.values()))) {
            return instance.submitBuild(
                    new BuildSubmission(
                            build,
                            taken.directory(),
                            taken.file(tarball),
                            sources.entrySet().stream()
                                    .map(source -> new BuildSubmission.SuppliedSource(
                                            source.getKey(), taken.file(source.getValue())))
                                    .toList()),
                    user);
        }
    }

    /** Takes all the files or none: regular ones of the caller in one directory of the caller. */
    Taken take(Caller caller, String tarball, List<String> archives) {
        List<Path> files = new ArrayList<>(List.of(file(tarball)));
        archives.forEach(archive -> files.add(file(archive)));
        Path upload = Objects.requireNonNull(files.getFirst().getParent());
        for (Path file : files) {
            if (!upload.equals(file.getParent())) {
                throw FatbuildrException.invalid(
                        "the archives of a build have to be in one directory, not in " + upload + " and " + file);
            }
        }
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(root)) {
            if (!(opened instanceof SecureDirectoryStream<Path> exchange)) {
                throw FatbuildrException.external("this system cannot open " + root + " safely");
            }
            return take(caller, exchange, upload, files);
        } catch (NoSuchFileException absent) {
            throw FatbuildrException.external("the drop directory " + root + " is missing on the server", absent);
        } catch (IOException failure) {
            throw FatbuildrException.external("cannot take the files in " + upload + ": " + failure, failure);
        }
    }

    private Path file(String given) {
        try {
            Path file = Path.of(given);
            Path directory = file.getParent();
            if (file.isAbsolute()
                    && file.equals(file.normalize())
                    && directory != null
                    && root.equals(directory.getParent())
                    && !directory.getFileName().toString().startsWith(TAKEN)) {
                return file;
            }
        } catch (InvalidPathException unusable) {
            LOG.debug("a path that cannot be used was given", unusable);
        }
        throw FatbuildrException.invalid(
                "the path " + given.replaceAll("\\p{Cntrl}", "?") + " is not that of a file in a directory of " + root);
    }

    private Taken take(Caller caller, SecureDirectoryStream<Path> exchange, Path upload, List<Path> files)
            throws IOException {
        Path name = Objects.requireNonNull(upload.getFileName());
        Taken taken = new Taken(Files.createTempDirectory(
                Files.createDirectories(place),
                TAKEN,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        try (SecureDirectoryStream<Path> source = open(exchange, name, upload);
                SecureDirectoryStream<Path> target =
                        exchange.newDirectoryStream(taken.directory(), LinkOption.NOFOLLOW_LINKS)) {
            Ownership ownership = new Ownership(caller);
            ownership.require(attributes(source, null), upload);
            for (Path file : files) {
                ownership.requireFile(attributes(source, file.getFileName()), file);
            }
            for (Path file : files) {
                Path entry = Objects.requireNonNull(file.getFileName());
                source.move(entry, target, entry);
                ownership.requireFile(attributes(target, entry), file);
            }
        } catch (NoSuchFileException absent) {
            taken.close();
            throw FatbuildrException.invalid("there is no file " + upload.resolve(absent.getFile()));
        } catch (IOException | RuntimeException failure) {
            taken.close();
            throw failure;
        }
        removeEmpty(exchange, name, upload);
        return taken;
    }

    private static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> exchange, Path name, Path upload) {
        try {
            return exchange.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException absent) {
            throw FatbuildrException.invalid("there is no directory " + upload);
        } catch (IOException failure) {
            throw FatbuildrException.invalid(
                    "the directory " + upload + " cannot be opened by the server: " + failure.getMessage());
        }
    }

    private static PosixFileAttributes attributes(
            SecureDirectoryStream<Path> directory, @org.jspecify.annotations.Nullable Path entry) throws IOException {
        PosixFileAttributeView view = entry == null
                ? directory.getFileAttributeView(PosixFileAttributeView.class)
                : directory.getFileAttributeView(entry, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNull(view, "a POSIX file system").readAttributes();
    }

    /** Only what is empty: nothing else in there was given to the daemon. */
    private static void removeEmpty(SecureDirectoryStream<Path> exchange, Path name, Path upload) {
        try {
            exchange.deleteDirectory(name);
        } catch (IOException remaining) {
            LOG.info("the upload directory {} stays: {}", upload, remaining.toString());
        }
    }
}
