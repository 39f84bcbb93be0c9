package fatbuildr.environment;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The unprivileged account that builds run as. Its id is the same in every root, so that they can share files. */
public record BuildAccount(String name, int id) {
    /** An id that neither distributions nor site administrators hand out. */
    public static final BuildAccount BUILDER = new BuildAccount("builder", 59500);

    /** Where a build's directory is inside: an empty one in every root, which containers may be unable to change. */
    public static final String HOME = "/build";

    /** Adds the account with its home to a root file system; nothing is changed when it is there. */
    void addTo(Path root) throws IOException {
        Files.createDirectories(root.resolve(Path.of("/").relativize(Path.of(HOME))));
        Path etc = root.resolve("etc");
        add(etc.resolve("passwd"), name + ":x:" + id + ":" + id + "::" + HOME + ":/bin/sh");
        add(etc.resolve("group"), name + ":x:" + id + ":");
        if (Files.exists(etc.resolve("shadow"))) {
            append(etc.resolve("shadow"), name + ":!:::::::");
        }
    }

    private void add(Path file, String entry) throws IOException {
        for (String line : Files.readAllLines(file)) {
            List<String> fields = List.of(line.split(":", -1));
            boolean sameId = fields.size() > 2 && fields.get(2).equals(Integer.toString(id));
            if (sameId != fields.getFirst().equals(name)) {
                throw FatbuildrException.external(
                        "Account " + name + " with id " + id + " cannot be made: " + file + " has the entry " + line);
            }
        }
        append(file, entry);
    }

    private void append(Path file, String entry) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.stream().noneMatch(line -> line.startsWith(name + ":"))) {
            String before = lines.isEmpty() || Files.readString(file).endsWith("\n") ? "" : "\n";
            Files.writeString(file, before + entry + "\n", StandardOpenOption.APPEND);
        }
    }
}
