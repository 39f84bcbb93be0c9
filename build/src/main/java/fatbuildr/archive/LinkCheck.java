package fatbuildr.archive;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Follows symbolic links as the kernel would, inside a tree, to find those that lead out of it. Looking at the text
 * alone is not enough: {@code a/up} may be a link whose parent is elsewhere.
 */
public final class LinkCheck {
    /** The kernel gives up after 40. */
    private static final int MOST_LINKS = 64;

    private final Path root;

    LinkCheck(Path root) {
        this.root = root;
    }

    /**
     * Refuses a tree in which a link below the directory leads out: what the archives were checked for is not true any
     * more once their files were moved, or put among others.
     *
     * @param what the tree is, for messages
     */
    public static void requireInside(String what, Path root, Path directory) {
        LinkCheck check = new LinkCheck(root);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path link : (Iterable<Path>) files.filter(Files::isSymbolicLink)::iterator) {
                check.check(link);
            }
        } catch (BadArchiveException e) {
            throw FatbuildrException.invalid(what + " is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot read " + directory + ": " + FileTree.reason(e), e);
        }
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
                "is a link to \"" + MemberName.printable(target) + "\", out of the tree");
    }

    /** Whether nothing but a directory is there, not a link to one. */
    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
