package fatbuildr.template;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Renders every template below a directory next to itself. */
public final class TemplateTree {
    /** Suffix of templates. */
    public static final String SUFFIX = ".j2";

    private final Templates templates;

    public TemplateTree(Templates templates) {
        this.templates = templates;
    }

    /**
     * Renders in the order of paths, keeps modes, and removes the templates when all are rendered: until then they may
     * include each other. A symbolic link to a template is one; links to directories are not followed.
     *
     * @return the files written, relative to the directory
     */
    public List<Path> render(Path directory, Map<String, ?> variables) {
        try {
            List<Path> found = find(directory);
            List<Path> written = new ArrayList<>();
            for (Path template : found) {
                written.add(directory.relativize(render(directory, template, variables)));
            }
            for (Path template : found) {
                Files.delete(template);
            }
            return List.copyOf(written);
        } catch (IOException failure) {
            throw FatbuildrException.external("templates of " + directory + " cannot be rendered: " + failure, failure);
        }
    }

    private static List<Path> find(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                boolean regular = attributes.isRegularFile() || Files.isRegularFile(file);
                if (regular && name.endsWith(SUFFIX) && name.length() > SUFFIX.length()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort((left, right) -> Arrays.compareUnsigned(bytes(left), bytes(right)));
        return found;
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path render(Path directory, Path template, Map<String, ?> variables) throws IOException {
        String text =
                templates.render(directory.getFileName() + "/" + directory.relativize(template), template, variables);
        String name = String.valueOf(template.getFileName());
        Path target = template.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid(
                    "template " + directory.relativize(template) + ": there is a directory of the rendered name");
        }
        Path temporary = Files.createTempFile(template.getParent(), ".rendered", null);
        Files.writeString(temporary, text);
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(template));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return target;
    }
}
