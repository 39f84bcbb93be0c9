package fatbuildr.web.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files below a directory that everybody may read. Names that start with a dot are hidden from requests, though a
 * symbolic link may lead to them; whatever leaves the directory does not exist.
 */
public final class PublishedTree {
    private static final int ATTEMPTS = 5;

    /** Indexes that {@code Release} lists, for clients that read no other form, but of which only packed ones are kept. */
    private static final Set<String> UNPACKED = Set.of("Packages", "Sources");

    private final Path root;
    private final Clock clock;

    public PublishedTree(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** What a path names. */
    public sealed interface Entry {
        record File(PublishedFile file) implements Entry {}

        /** What this file of gzip holds, under the name without its suffix. */
        record Packed(PublishedFile file) implements Entry {}

        record Directory(Path path) implements Entry {}

        record Missing() implements Entry {}
    }

    /**
     * Finds what the segments of a path name. A link that is switched between its reading and the opening of the file
     * makes the old target vanish at worst, so a vanished file is looked up again.
     */
    public Entry find(List<String> segments) throws IOException {
        if (!segments.stream().allMatch(PublishedTree::isVisible)) {
            return new Entry.Missing();
        }
        Entry entry = published(segments);
        return entry instanceof Entry.Missing && UNPACKED.contains(segments.getLast()) ? packed(segments) : entry;
    }

    private Entry packed(List<String> segments) throws IOException {
        List<String> packed = new ArrayList<>(segments);
        packed.add(packed.removeLast() + PublishedFile.PACKED);
        return published(packed) instanceof Entry.File(PublishedFile file)
                ? new Entry.Packed(file)
                : new Entry.Missing();
    }

    private Entry published(List<String> segments) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return lookUp(segments);
            } catch (NoSuchFileException vanished) {
                if (attempt == ATTEMPTS || !Files.exists(resolve(segments))) {
                    return new Entry.Missing();
                }
            } catch (InvalidPathException unusable) {
                return new Entry.Missing();
            }
        }
    }

    static boolean isVisible(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '.'
                && name.chars().noneMatch(character -> character == '/' || Character.isISOControl(character));
    }

    /** The real path of an entry of a directory of the tree, empty when it leads out of the tree or nowhere. */
    Optional<Path> confined(Path path) {
        try {
            Path real = path.toRealPath();
            return real.startsWith(root.toRealPath()) ? Optional.of(real) : Optional.empty();
        } catch (IOException nowhere) {
            return Optional.empty();
        }
    }

    private Entry lookUp(List<String> segments) throws IOException {
        Path real;
        try {
            real = resolve(segments).toRealPath();
        } catch (NoSuchFileException missing) {
            throw missing;
        } catch (FileSystemException notResolvable) {
            return new Entry.Missing();
        }
        if (!real.startsWith(root.toRealPath())) {
            return new Entry.Missing();
        }
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return new Entry.Directory(real);
        }
        if (!attributes.isRegularFile()) {
            return new Entry.Missing();
        }
        return new Entry.File(PublishedFile.open(real, segments.getLast(), switched(segments), clock));
    }

    private Path resolve(List<String> segments) {
        Path path = root;
        for (String segment : segments) {
            path = path.resolve(segment);
        }
        return path;
    }

    /** A file reached through a link changes for its readers when the link does. */
    private Instant switched(List<String> segments) throws IOException {
        Instant newest = Instant.EPOCH;
        Path path = root;
        for (String segment : segments) {
            path = path.resolve(segment);
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Instant changed = attributes.lastModifiedTime().toInstant();
            if (attributes.isSymbolicLink() && changed.isAfter(newest)) {
                newest = changed;
            }
        }
        return newest;
    }
}
