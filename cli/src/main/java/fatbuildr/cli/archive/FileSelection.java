package fatbuildr.cli.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which files of a directory go into an archive: parents before children, names sorted. */
final class FileSelection {
    private final Path root;
    private final Rule rule;
    private final boolean leaveIgnoredOut;
    private final Set<Path> ignored = new HashSet<>();
    private final List<Path> selected = new ArrayList<>();

    private interface Rule {
        boolean keeps(Path path, String name);
    }

    private FileSelection(Path root, Rule rule, boolean leaveIgnoredOut) {
        this.root = root;
        this.rule = rule;
        this.leaveIgnoredOut = leaveIgnoredOut;
    }

    /** Everything of an artifact definition but its version control. */
    static List<Path> ofDefinition(Path root) throws IOException {
        return new FileSelection(root, (path, name) -> !name.equals(".git"), false).walk();
    }

    /** What belongs to the software: no {@code .git*} anywhere, no {@code debian} at the top, nothing ignored by git. */
    static List<Path> ofSource(Path root, boolean leaveIgnoredOut) throws IOException {
        Path packaging = root.resolve("debian");
        return new FileSelection(
                        root, (path, name) -> !name.startsWith(".git") && !path.equals(packaging), leaveIgnoredOut)
                .walk();
    }

    private List<Path> walk() throws IOException {
        visit(root);
        return selected;
    }

    private void visit(Path directory) throws IOException {
        if (leaveIgnoredOut && Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
            ignored.addAll(Ignored.of(directory));
        }
        List<Path> children;
        try (Stream<Path> list = Files.list(directory)) {
            children = list.sorted().toList();
        }
        for (Path child : children) {
            if (!rule.keeps(child, String.valueOf(child.getFileName())) || ignored.contains(child)) {
                continue;
            }
            selected.add(child);
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                visit(child);
            }
        }
    }
}
