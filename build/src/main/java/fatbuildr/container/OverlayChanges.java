package fatbuildr.container;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import fatbuildr.libc.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an overlay has recorded, brought to a copy of the directory below it (kernel documentation, overlayfs: a device
 * 0/0 stands for something removed, a directory marked opaque hides the one below).
 */
public final class OverlayChanges {
    private static final String OPAQUE = "trusted.overlay.opaque";
    /** The mode comes after the owner, whose change takes bits of it away. */
    private static final List<String> ATTRIBUTES = List.of("uid", "gid", "mode", "lastModifiedTime");

    private static final int TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int DIRECTORY = 0040000;
    private static final MethodHandle LGETXATTR =
            CLibrary.function("lgetxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));

    private OverlayChanges() {}

    /**
     * Files are moved, never written to: others may share those of the root by hard links. The changes are of no use
     * afterwards.
     *
     * @param changes of {@link Root.Recorded}, on the file system of {@code root}
     * @param root a copy of what the container had below
     */
    public static void apply(Path changes, Path root) throws IOException {
        // Moving files out of a directory changes its time.
        Map<String, Object> attributes =
                Files.readAttributes(changes, "unix:" + String.join(",", ATTRIBUTES), NOFOLLOW_LINKS);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(changes)) {
            for (Path entry : entries) {
                applyEntry(entry, root.resolve(entry.getFileName()));
            }
        }
        for (String name : ATTRIBUTES) {
            Files.setAttribute(root, "unix:" + name, attributes.get(name), NOFOLLOW_LINKS);
        }
    }

    private static void applyEntry(Path entry, Path target) throws IOException {
        int type = (Integer) Files.getAttribute(entry, "unix:mode", NOFOLLOW_LINKS) & TYPE;
        boolean directory = type == DIRECTORY;
        if (!directory || !Files.isDirectory(target, NOFOLLOW_LINKS) || opaque(entry)) {
            FileTree.delete(target);
        }
        if (directory) {
            Files.createDirectories(target);
            apply(entry, target);
        } else if (type != CHARACTER_DEVICE || (Long) Files.getAttribute(entry, "unix:rdev", NOFOLLOW_LINKS) != 0) {
            Files.move(entry, target);
        }
    }

    private static boolean opaque(Path directory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(directory.toString());
            MemorySegment name = arena.allocateFrom(OPAQUE);
            MemorySegment value = arena.allocate(1);
            long length = CLibrary.call(() -> (long) LGETXATTR.invokeExact(path, name, value, value.byteSize()));
            return length == 1 && value.get(JAVA_BYTE, 0) == 'y';
        }
    }
}
