package fatbuildr.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows symbolic links as the kernel would, inside a tree, to find those that lead out of it. Looking at the text
 * alone is not enough: {@code a/up} may be a link whose parent is elsewhere.
 */
final class LinkCheck {
    /** The kernel gives up after 40. */
    private static final int MOST_LINKS = 64;

    private final Path root;

    LinkCheck(Path root) {
        this.root = root;
    }

    void check(Path link) throws IOException {
        Path position = root;
        Deque<String> left = new ArrayDeque<>();
        push(left, root.relativize(link));
        int links = 0;
        while (!left.isEmpty()) {
            String component = left.pop();
            if (component.equals("..")) {
                if (position.equals(root)) {
                    throw leadsOut(link);
                }
                position = FileTree.parent(position);
                continue;
            }
            Path next = component.equals(".") || component.isEmpty() ? position : position.resolve(component);
            if (!Files.isSymbolicLink(next)) {
                position = next;
                continue;
            }
            links++;
            if (links > MOST_LINKS) {
                return;
            }
            Path target = Files.readSymbolicLink(next);
            if (target.isAbsolute()) {
                throw leadsOut(link);
            }
            push(left, target);
        }
    }

    private static void push(Deque<String> left, Path path) {
        List<String> components = new ArrayList<>();
        path.forEach(component -> components.add(component.toString()));
        components.reversed().forEach(left::push);
    }

    private BadArchiveException leadsOut(Path link) throws IOException {
        String target =
                Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
        return BadArchiveException.member(
                root.relativize(link).toString(),
                "is a link to \"" + MemberName.printable(target) + "\", out of the archive's tree");
    }

    /** Whether nothing but a directory is there, not a link to one. */
    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
