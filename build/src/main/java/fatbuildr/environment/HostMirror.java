package fatbuildr.environment;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this machine gets its own distribution from, read from its apt configuration: the mirror of images and
 * environments that have none configured.
 */
public final class HostMirror {
    private static final String LISTS = "mirror+file:";

    private final Path apt;
    private final Path osRelease;

    /**
     * @param apt the directory of apt's configuration
     * @param osRelease the file that describes this machine's operating system
     */
    public HostMirror(Path apt, Path osRelease) {
        this.apt = apt;
        this.osRelease = osRelease;
    }

    public static HostMirror ofThisMachine() {
        return new HostMirror(Path.of("/etc/apt"), Path.of("/etc/os-release"));
    }

    /** Codename of the distribution this machine runs. */
    public String codename() {
        return release("VERSION_CODENAME")
                .or(() -> release("DEBIAN_CODENAME"))
                .orElseThrow(() -> FatbuildrException.external("Cannot tell which distribution this machine runs: "
                        + osRelease + " has no VERSION_CODENAME; name the suite in [images] create_cmd"));
    }

    /**
     * The sources of a suite: the suite itself, and its updates and security fixes where this machine uses them. A
     * suite that this machine does not use is looked for where its own comes from.
     */
    public List<AptSource> sources(String suite, String architecture) {
        List<AptSource> all = read().stream()
                .filter(source -> source.components().contains("main") && source.serves(architecture))
                .toList();
        List<AptSource> found = new ArrayList<>();
        for (String name : List.of(suite, suite + "-updates", suite + "-security")) {
            first(all, name).ifPresent(found::add);
        }
        if (!found.isEmpty() && found.getFirst().suite().equals(suite)) {
            return found;
        }
        return release("VERSION_CODENAME")
                .flatMap(own -> first(all, own))
                .or(() -> all.stream().findFirst())
                .map(own -> List.of(own.of(suite, own.components())))
                .orElseThrow(() -> FatbuildrException.external("No mirror for " + suite + ": the apt configuration of "
                        + "this machine names none for " + architecture
                        + "; set env_default_mirror in [format:deb] or mirror in the instance definition"));
    }

    /** The source of this machine at that address, if it uses it: it tells how to verify it. */
    Optional<AptSource> at(String uri) {
        return read().stream()
                .filter(source -> bare(source.uri()).equals(bare(uri)))
                .findFirst();
    }

    private static String bare(String uri) {
        return uri.replaceAll("/+$", "");
    }

    private static Optional<AptSource> first(List<AptSource> sources, String suite) {
        return sources.stream().filter(source -> source.suite().equals(suite)).findFirst();
    }

    /** All sources, those in the distribution's own files before those that others have added. */
    private List<AptSource> read() {
        List<AptSource> sources = new ArrayList<>();
        for (Path file : files()) {
            try {
                String text = Files.readString(file);
                sources.addAll(
                        file.toString().endsWith(".sources")
                                ? AptSourcesReader.paragraphs(text)
                                : AptSourcesReader.lines(text));
            } catch (IOException e) {
                // A file that cannot be read gives no source: apt itself could not use it either.
            }
        }
        return sources.stream().flatMap(source -> resolved(source).stream()).toList();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        Path parts = apt.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (DirectoryStream<Path> listed = Files.newDirectoryStream(parts, "*.{list,sources}")) {
                listed.forEach(files::add);
            } catch (IOException e) {
                throw FatbuildrException.external("Cannot read " + parts + ": " + e.getMessage(), e);
            }
        }
        Collections.sort(files);
        String id = release("ID").orElse("debian");
        files.sort(Comparator.comparing((Path file) -> !String.valueOf(file.getFileName())
                .replaceFirst("\\.(list|sources)$", "")
                .equals(id)));
        if (Files.isRegularFile(apt.resolve("sources.list"))) {
            files.addFirst(apt.resolve("sources.list"));
        }
        return files;
    }

    /** A source given as a list of mirrors in a file: the first of them, for the file is not in the container. */
    private static Optional<AptSource> resolved(AptSource source) {
        if (!source.uri().startsWith(LISTS)) {
            return Optional.of(source);
        }
        Path list = Path.of(source.uri().substring(LISTS.length()).replaceFirst("^/+", "/"));
        try (Stream<String> lines = Files.lines(list)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .findFirst()
                    .map(line -> source.at(line.split("\\s", 2)[0]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> release(String name) {
        try (Stream<String> lines = Files.lines(osRelease)) {
            return lines.filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1).replaceAll("^[\"']|[\"']$", ""))
                    .filter(value -> !value.isEmpty())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
