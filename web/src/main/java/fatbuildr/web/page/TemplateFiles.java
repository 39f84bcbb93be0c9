package fatbuildr.web.page;

import fatbuildr.jinja.DirectoryLoader;
import fatbuildr.jinja.TemplateLoader;
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

    private record Known(UsedFiles.State state, String source) {}

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
        UsedFiles.State state;
        try {
            state = UsedFiles.state(file(name).toFile());
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
        if (!state.isThere()) {
            known.remove(name);
            return Optional.empty();
        }
        Known before = known.get(name);
        if (before != null && before.state().equals(state)) {
            return Optional.of(before.source());
        }
        Optional<String> source = loader.source(name);
        source.ifPresent(text -> known.put(name, new Known(state, text)));
        return source;
    }
}
