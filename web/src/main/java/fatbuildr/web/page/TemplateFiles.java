package fatbuildr.web.page;

import fatbuildr.jinja.DirectoryLoader;
import fatbuildr.jinja.TemplateLoader;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Templates of one directory, read again only when a file has changed. */
final class TemplateFiles implements TemplateLoader {
    private final Path directory;
    private final DirectoryLoader loader;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(long modified, long size, String source) {}

    TemplateFiles(Path directory) {
        this.directory = directory;
        this.loader = new DirectoryLoader(directory);
    }

    /** The place of a template, for messages. */
    Path file(String name) {
        return directory.resolve(name);
    }

    boolean has(String name) {
        try {
            return file(name).toFile().isFile();
        } catch (InvalidPathException unusable) {
            return false;
        }
    }

    @Override
    public Optional<String> source(String name) {
        // Of the ways to ask for a file that is mostly not there this one makes no exception.
        if (!has(name)) {
            known.remove(name);
            return Optional.empty();
        }
        File file = file(name).toFile();
        long modified = file.lastModified();
        long size = file.length();
        Known before = known.get(name);
        if (before != null && before.modified() == modified && before.size() == size) {
            return Optional.of(before.source());
        }
        Optional<String> source = loader.source(name);
        source.ifPresent(text -> known.put(name, new Known(modified, size, text)));
        return source;
    }
}
