package fatbuildr.cli.patch;

import java.nio.charset.StandardCharsets;

/** A commit of the queue. */
public final class Commit {
    private static final String BINARY = "\nGIT binary patch\n";

    private final String title;
    private final Person author;
    private final PatchFields fields;
    private final byte[] diff;

    private Commit(String title, Person author, PatchFields fields, byte[] diff) {
        this.title = title;
        this.author = author;
        this.fields = fields;
        this.diff = diff;
    }

    static Commit read(Git git, String id) {
        String[] parts =
                git.run("show", "--no-patch", "--format=%an%x00%ae%x00%B", id).split("\0", 3);
        String message = parts[2].strip();
        int end = message.indexOf('\n');
        return new Commit(
                end < 0 ? message : message.substring(0, end).strip(),
                new Person(parts[0], parts[1]),
                PatchFields.ofMessage(end < 0 ? "" : message.substring(end + 1)),
                git.bytes(
                        "diff-tree",
                        "--patch",
                        "--no-commit-id",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-renames",
                        "--no-color",
                        "--binary",
                        "--src-prefix=a/",
                        "--dst-prefix=b/",
                        id + "^1",
                        id));
    }

    String title() {
        return title;
    }

    /** Against its first parent. */
    boolean changesNothing() {
        return diff.length == 0;
    }

    boolean generic() {
        return fields.find(PatchFields.GENERIC)
                .filter(field -> field.value().equals("yes"))
                .isPresent();
    }

    boolean binary() {
        return new String(diff, StandardCharsets.ISO_8859_1).contains(BINARY);
    }

    /** Fields, author, two empty lines, diff. */
    byte[] patch() {
        String header =
                fields.without(PatchFields.GENERIC).without(PatchFields.AUTHOR).text() + "Author: " + author + "\n\n\n";
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        byte[] patch = new byte[head.length + diff.length];
        System.arraycopy(head, 0, patch, 0, head.length);
        System.arraycopy(diff, 0, patch, head.length, diff.length);
        return patch;
    }
}
