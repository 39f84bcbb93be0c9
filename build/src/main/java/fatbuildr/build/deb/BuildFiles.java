package fatbuildr.build.deb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import fatbuildr.environment.BuildAccount;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that go between the daemon and the unprivileged user of a build. What comes from there may be anything: links
 * are never followed, and only plain files under plain names are taken.
 */
final class BuildFiles {
    private static final int MAX_TEXT = 4 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.~_-]*");

    private BuildFiles() {}

    /** An empty directory that the build's user may write to; what was there before is gone. */
    static Path fresh(Path directory) throws IOException {
        FileTree.delete(directory);
        Files.createDirectories(directory);
        open(directory);
        giveAway(directory);
        return directory;
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A directory with all below becomes the build user's. */
    static void giveAway(Path path) throws IOException {
        own(path, BuildAccount.BUILDER.id());
    }

    /** Takes a directory and all below back: the build's user cannot change it any more. */
    static void takeBack(Path path) throws IOException {
        own(path, (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        open(path);
    }

    private static void own(Path root, int id) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                set(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                set(directory);
                return FileVisitResult.CONTINUE;
            }

            private void set(Path file) throws IOException {
                Files.setAttribute(file, "unix:gid", id, NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:uid", id, NOFOLLOW_LINKS);
            }
        });
    }

    /** Moves a file that a build has made to another directory of the daemon's. */
    static Path take(Path directory, String name, Path target) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw FatbuildrException.invalid(
                    "The build made a file with an unusable name: " + name.replaceAll("[^ -~]", "?"));
        }
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid("The build did not make file " + name + ", which it lists as a result");
        }
        Path taken = target.resolve(name);
        FileTree.delete(taken);
        Files.move(file, taken);
        int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Files.setAttribute(taken, "unix:gid", self, NOFOLLOW_LINKS);
        Files.setAttribute(taken, "unix:uid", self, NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(taken, PosixFilePermissions.fromString("rw-r--r--"));
        return taken;
    }

    /**
     * Reads a file of the packaging.
     *
     * @param name for messages
     */
    static String text(Path file, String name) {
        try {
            if (Files.size(file) > MAX_TEXT) {
                throw FatbuildrException.invalid(name + " is larger than " + MAX_TEXT + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw FatbuildrException.invalid(name + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw failed("read " + name, e);
        }
    }

    static FatbuildrException failed(String what, IOException e) {
        return FatbuildrException.external("Cannot " + what + ": " + FileTree.reason(e), e);
    }
}
