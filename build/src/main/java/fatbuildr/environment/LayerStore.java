package fatbuildr.environment;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The layers of one directory: each in a directory {@code KEY-NUMBER} with its root, the names of packages that
 * matter to it, and the versions in which the instance's own repository had these.
 */
final class LayerStore {
    static final int KEPT = 24;
    private static final String CONSIDERED = "considered";
    private static final String VISIBLE = "visible";

    private final Map<Path, Integer> used = new HashMap<>();

    /** A layer on the disk. */
    record Stored(Path directory) {
        Path root() {
            return directory.resolve("root");
        }

        /** Whether the repository still has the same to offer, as {@code name=version}. */
        boolean fresh(List<String> offered) throws IOException {
            Set<String> considered = new TreeSet<>(Files.readAllLines(directory.resolve(CONSIDERED)));
            return relevant(considered, offered).equals(new TreeSet<>(Files.readAllLines(directory.resolve(VISIBLE))));
        }

        void describe(Set<String> considered, List<String> offered) throws IOException {
            Files.write(directory.resolve(CONSIDERED), considered);
            Files.write(directory.resolve(VISIBLE), relevant(considered, offered));
        }
    }

    private static Set<String> relevant(Set<String> considered, List<String> offered) {
        Predicate<String> matters = entry -> considered.contains(entry.substring(0, Math.max(0, entry.indexOf('='))));
        Set<String> relevant = new TreeSet<>();
        offered.stream().filter(matters).forEach(relevant::add);
        return relevant;
    }

    /** Finds a fresh layer and counts it as used. */
    synchronized Optional<Stored> take(Path store, LayerKey key, List<String> offered) throws IOException {
        for (Path directory : list(store)) {
            Stored stored = new Stored(directory);
            if (key.names(directory) && stored.fresh(offered)) {
                Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
                used.merge(directory, 1, Integer::sum);
                return Optional.of(stored);
            }
        }
        return Optional.empty();
    }

    synchronized void release(Stored stored) {
        used.computeIfPresent(stored.directory(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** Removes stale layers of the key or of its environment, and the longest unused ones beyond a number. */
    void prune(Path store, LayerKey key, List<String> offered) throws IOException {
        for (Path victim : victims(store, key, offered)) {
            FileTree.delete(victim);
        }
    }

    /** They get another name at once, so that nobody takes them any more. */
    private synchronized List<Path> victims(Path store, LayerKey key, List<String> offered) throws IOException {
        List<Path> idle = new ArrayList<>(list(store));
        int total = idle.size();
        idle.removeIf(used::containsKey);
        idle.sort(Comparator.comparing(LayerStore::lastUse));
        List<Path> chosen = new ArrayList<>();
        for (Path directory : idle) {
            boolean stale = key.outdates(directory) || (key.names(directory) && !new Stored(directory).fresh(offered));
            if (stale || total - chosen.size() > KEPT) {
                chosen.add(directory);
            }
        }
        List<Path> victims = new ArrayList<>();
        for (Path directory : chosen) {
            victims.add(Files.move(directory, directory.resolveSibling(".old-" + name(directory))));
        }
        return victims;
    }

    /** Removes what a daemon that was killed left half made or half removed. */
    static void sweep(Path store) throws IOException {
        if (Files.isDirectory(store)) {
            List<Path> parts = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(store, ".*")) {
                entries.forEach(parts::add);
            }
            for (Path part : parts) {
                FileTree.delete(part);
            }
        }
    }

    private static List<Path> list(Path store) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(store)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                    store, entry -> !name(entry).startsWith(".") && Files.isDirectory(entry, NOFOLLOW_LINKS))) {
                entries.forEach(found::add);
            }
        }
        return found;
    }

    private static FileTime lastUse(Path directory) {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
