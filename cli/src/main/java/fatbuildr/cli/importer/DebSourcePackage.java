package fatbuildr.cli.importer;

import fatbuildr.artifact.ArchiveNames;
import fatbuildr.artifact.ArtifactName;
import fatbuildr.artifact.PatchDirectories;
import fatbuildr.artifact.Versions;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.source.SourceTree;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A Debian source package, of format 3.0 quilt or native, that becomes a definition. */
public final class DebSourcePackage {
    private static final String QUILT = "3.0 (quilt)";
    private static final String NATIVE = "3.0 (native)";

    private final Dsc dsc;
    private final ArtifactName artifact;
    private final String format;
    private final String version;
    private final String release;
    private final Optional<String> url;
    private final Journal journal;

    /** @param url template of the place of the main archive, instead of what debian/watch tells */
    public DebSourcePackage(Path file, Optional<String> url, Journal journal) {
        this.dsc = Dsc.read(file.toAbsolutePath());
        this.format = dsc.field("Format");
        if (!format.equals(QUILT) && !format.equals(NATIVE)) {
            throw Failure.runtime("source format " + format + " of " + file + " cannot be imported, only " + QUILT
                    + " and " + NATIVE);
        }
        this.artifact = ArtifactName.parse(dsc.field("Source"));
        String full = dsc.field("Version");
        String plain = full.substring(full.indexOf(':') + 1);
        if (plain.length() != full.length()) {
            journal.warning("The epoch of version " + full + " is left out");
        }
        int dash = plain.lastIndexOf('-');
        this.version = dash < 0 ? plain : plain.substring(0, dash);
        this.release = dash < 0 ? "1" : plain.substring(dash + 1);
        this.url = url;
        this.journal = journal;
        Versions.checkMain(version);
    }

    public void importTo(ImportTarget target) {
        Path place = target.define(artifact, (definition, work) -> make(definition, work, target), journal);
        journal.info("Imported " + dsc.file().getFileName() + " into " + place);
    }

    private void make(Path definition, Path work, ImportTarget target) throws IOException {
        List<Path> files = dsc.verified();
        Path deb = definition.resolve("deb");
        Path packaging = work.resolve("packaging");
        new SourceTree(packaging, journal).main(only(files, format.equals(QUILT) ? ".debian.tar." : ".tar."));
        // The archive of a quilt package holds nothing but that directory, which is left out as its top.
        Files.move(format.equals(QUILT) ? packaging : packaging.resolve("debian"), deb);
        Path formatFile = deb.resolve("source/format");
        Files.createDirectories(formatFile.resolveSibling("."));
        if (!format.equals(QUILT)) {
            journal.warning("The native package becomes one of format " + QUILT + ", the only one that builds make");
        }
        Files.writeString(formatFile, QUILT + "\n");
        patches(deb.resolve("patches"), PatchDirectories.of(definition, version));
        List<ImportedSource> sources = sources(files, deb);
        Files.writeString(definition.resolve("artifact.yml"), Metadata.text(version, sources, "deb", release));
        for (ImportedSource source : sources) {
            target.keep(source.file());
        }
    }

    private Path only(List<Path> files, String infix) {
        List<Path> found = files.stream()
                .filter(file -> String.valueOf(file.getFileName()).contains(infix))
                .filter(file -> !file.toString().endsWith(".asc"))
                .toList();
        if (found.size() != 1) {
            throw Failure.runtime(dsc.file() + " lists " + found.size() + " files *" + infix + "*, one is expected");
        }
        return found.getFirst();
    }

    /** The order of the series is that of the names. */
    private void patches(Path directory, PatchDirectories directories) throws IOException {
        Path series = directory.resolve("series");
        if (!Files.isRegularFile(series, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int number = 0;
        for (String line : Files.readAllLines(series)) {
            String[] words = line.replaceFirst("(^|\\s)#.*", "").strip().split("\\s+", -1);
            if (words[0].isEmpty()) {
                continue;
            }
            if (words.length > 1 && !words[1].equals("-p1")) {
                journal.warning("Patch " + words[0] + " is applied with -p1, not with " + words[1]);
            }
            Path patch = directory.resolve(words[0]).normalize();
            if (!patch.startsWith(directory) || !Files.isRegularFile(patch, LinkOption.NOFOLLOW_LINKS)) {
                throw Failure.runtime("patch " + words[0] + " of the series is missing in "
                        + dsc.file().getFileName());
            }
            Files.createDirectories(directories.version());
            String prefix = String.format(Locale.ROOT, "%04d-", ++number);
            Files.copy(patch, directories.version().resolve(prefix + words[0].replace('/', '-')));
        }
        remove(directory);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<ImportedSource> sources(List<Path> files, Path deb) throws IOException {
        List<ImportedSource> sources = new ArrayList<>();
        Path main = only(files, format.equals(QUILT) ? ".orig.tar." : ".tar.");
        String suffix = ArchiveNames.suffix(main.toString()).orElse("");
        Path watch = deb.resolve("watch");
        Optional<String> place = url;
        if (place.isEmpty() && Files.isRegularFile(watch, LinkOption.NOFOLLOW_LINKS)) {
            place = WatchFile.url(Files.readString(watch), artifact.value(), suffix);
            place.ifPresent(found -> journal.warning("The source's URL is a guess from deb/watch: " + found));
        }
        if (place.isEmpty()) {
            journal.warning("The source's URL is not known: fill it in, or build with --sources");
        }
        sources.add(new ImportedSource(
                artifact.value(),
                version,
                place.map(text -> ImportedSource.template(text, version)).orElse(""),
                main));
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            int component = name.indexOf(".orig-");
            if (component > 0 && !name.endsWith(".asc")) {
                String id = ArchiveNames.stem(name).substring(component + ".orig-".length());
                // The name of the file decides the directory it is unpacked into.
                String kept = id + ArchiveNames.suffix(name).orElse("");
                sources.add(new ImportedSource(
                        id,
                        version,
                        "https://fill-in.invalid/" + name.replace(version, "{{ version }}") + "!" + kept,
                        file));
                journal.warning("Fill in where source " + id + " can be downloaded");
            }
        }
        return sources;
    }
}
