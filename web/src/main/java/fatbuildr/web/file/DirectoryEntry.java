package fatbuildr.web.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A row of a directory listing. */
public record DirectoryEntry(String name, boolean directory, long size, Instant modified) {
    /** What everybody may see of a directory, sorted by name; entries that vanish meanwhile are left out. */
    public static List<DirectoryEntry> list(PublishedTree tree, Path directory) throws IOException {
        List<DirectoryEntry> entries = new ArrayList<>();
        try (Stream<Path> children = Files.list(directory)) {
            children.forEach(child -> of(tree, child).ifPresent(entries::add));
        }
        entries.sort(Comparator.comparing(DirectoryEntry::name));
        return List.copyOf(entries);
    }

    private static Optional<DirectoryEntry> of(PublishedTree tree, Path child) {
        String name = child.getFileName().toString();
        if (!PublishedTree.isVisible(name)) {
            return Optional.empty();
        }
        return tree.confined(child).flatMap(real -> {
            try {
                BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
                return attributes.isDirectory() || attributes.isRegularFile()
                        ? Optional.of(new DirectoryEntry(
                                name,
                                attributes.isDirectory(),
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()))
                        : Optional.empty();
            } catch (IOException vanished) {
                return Optional.empty();
            }
        });
    }
}
