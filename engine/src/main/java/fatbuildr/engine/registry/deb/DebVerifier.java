package fatbuildr.engine.registry.deb;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.apt.IndexEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the rows, the pool and the published indexes of a registry. */
final class DebVerifier {
    private final PoolRows files;
    private final SuiteRows suites;
    private final Publisher publisher;
    private final Path directory;

    DebVerifier(PoolRows files, SuiteRows suites, Publisher publisher, Path directory) {
        this.files = files;
        this.suites = suites;
        this.publisher = publisher;
        this.directory = directory;
    }

    List<String> differences() {
        List<String> differences = new ArrayList<>();
        Set<String> present = new HashSet<>(present());
        files.sizes().forEach((path, size) -> {
            if (!present.remove(path)) {
                differences.add(path + " is missing");
            } else if (size(path) != size) {
                differences.add(path + " has " + size(path) + " bytes instead of " + size);
            }
        });
        files.loose().forEach(present::remove);
        present.forEach(path -> differences.add(path + " belongs to no package"));
        suites.stale().forEach(suite -> differences.add("indexes of " + suite + " lag behind"));
        for (String suite : suites.names()) {
            differences.addAll(publisher.verify(suite));
            differences.addAll(listed(suite));
        }
        return List.copyOf(differences);
    }

    /** Compares what the indexes list with the rows. */
    private List<String> listed(String suite) {
        Set<String> published = new PublishedIndexes(directory.resolve("dists").resolve(suite)).packages();
        List<String> differences = new ArrayList<>();
        for (IndexEntry entry : suites.entries(suite)) {
            String shown = PublishedIndexes.shown(
                    entry.key().component(),
                    entry.key().architecture(),
                    entry.key().name(),
                    entry.key().version().toString());
            if (!published.remove(shown)) {
                differences.add(shown + " is not listed in " + suite);
            }
        }
        published.forEach(shown -> differences.add(shown + " is listed in " + suite + " but not published"));
        return differences;
    }

    private List<String> present() {
        Path pool = directory.resolve("pool");
        if (!Files.isDirectory(pool)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(pool)) {
            return tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private long size(String path) {
        try {
            return Files.size(directory.resolve(path));
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private FatbuildrException unreadable(IOException failure) {
        return FatbuildrException.external("cannot read " + directory + ": " + failure.getMessage(), failure);
    }
}
