package fatbuildr.cli.importer;

import fatbuildr.artifact.ArchiveNames;
import fatbuildr.artifact.ArtifactName;
import fatbuildr.artifact.PatchDirectories;
import fatbuildr.artifact.Versions;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.SizeLimit;
import fatbuildr.cli.patch.PatchExport;
import fatbuildr.cli.patch.PatchRepository;
import fatbuildr.cli.patch.Person;
import fatbuildr.cli.program.Program;
import fatbuildr.cli.source.SourceTree;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A source RPM that becomes a definition (cli.md section 13). */
public final class SourceRpm {
    private static final Pattern NAME =
            Pattern.compile("(?<name>.+)-(?<version>[^-]+)-(?<rest>[^-]+)\\.(no)?src\\.rpm");

    private final Path file;
    private final ArtifactName artifact;
    private final String version;
    private final String release;
    private final Person author;
    private final Journal journal;
    private final SizeLimit limit;
    private String diff = "";

    public SourceRpm(Path file, Person author, Journal journal) {
        this(file, author, journal, SizeLimit.SOURCE);
    }

    SourceRpm(Path file, Person author, Journal journal, SizeLimit limit) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches() || !Files.isRegularFile(file)) {
            throw Failure.runtime(file + " is not a file called NAME-VERSION-RELEASE.src.rpm");
        }
        this.file = file.toAbsolutePath();
        this.artifact = ArtifactName.parse(name.group("name"));
        this.version = name.group("version");
        // The last dot-separated part is the tag of the distribution; the other two are the suffix.
        this.release = name.group("rest").replaceAll("(?<=.)\\.[^.]*$", "");
        this.author = author;
        this.journal = journal;
        this.limit = limit;
        Versions.checkMain(version);
    }

    /** Makes the definition and answers the difference between the package's spec file and that of the definition. */
    public String importTo(ImportTarget target) {
        Path place = target.define(artifact, (definition, work) -> make(definition, work, target), journal);
        journal.info("Imported " + file.getFileName() + " into " + place);
        return diff;
    }

    private void make(Path definition, Path work, ImportTarget target) throws IOException {
        Path content = unpack(work);
        Path original = spec(content);
        String expanded = Program.of(content, "rpmspec", "-P", "--define", "_sourcedir " + content)
                .and(List.of(original.toString()))
                .succeed("unable to expand " + original.getFileName())
                .text();
        Path rpm = Files.createDirectory(definition.resolve("rpm"));
        Path generated = rpm.resolve(artifact + ".spec");
        Files.writeString(generated, SpecFile.template(Files.readString(original)));
        List<ImportedSource> archives = sources(content, rpm, SpecFile.values(expanded, "Source"));
        if (archives.isEmpty()) {
            journal.warning(file.getFileName() + " has no source archive: give the definition a source to build it");
        }
        Files.writeString(definition.resolve("artifact.yml"), Metadata.text(version, archives, "rpm", release));
        patches(content, definition, work.resolve("tree"), SpecFile.values(expanded, "Patch"), archives);
        for (ImportedSource archive : archives) {
            target.keep(archive.file());
        }
        diff = Program.of(
                        work, "diff", "-u", "--label", "a/" + artifact + ".spec", "--label", "b/" + artifact + ".spec")
                .and(List.of(original.toString(), generated.toString()))
                .run()
                .text();
    }

    /** A source RPM holds plain files only. */
    private Path unpack(Path work) throws IOException {
        Path archive = work.resolve("content.cpio");
        Path content = Files.createDirectory(work.resolve("content"));
        // What cpio makes of it is not larger than this.
        Program.Result converted = Program.of(work, "prlimit", "--fsize=" + limit.bytes(), "rpm2cpio", file.toString())
                .runInto(archive);
        if (Files.size(archive) >= limit.bytes()) {
            throw Failure.runtime("unable to unpack " + file + ": it is larger than " + limit);
        }
        if (converted.code() != 0) {
            throw Failure.runtime(file + " is not a readable source RPM: " + converted.reason());
        }
        Program.of(content, "cpio", "--extract", "--quiet", "--no-absolute-filenames", "--make-directories")
                .and(List.of("--file=" + archive))
                .succeed("unable to unpack " + file);
        for (Path entry : entries(content)) {
            if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                throw Failure.runtime(file + " is refused: " + entry.getFileName() + " in it is no plain file");
            }
        }
        return content;
    }

    private Path spec(Path content) throws IOException {
        List<Path> specs = entries(content).stream()
                .filter(entry -> entry.toString().endsWith(".spec"))
                .toList();
        if (specs.size() != 1) {
            throw Failure.runtime(file + " holds " + specs.size() + " spec files, one is expected");
        }
        return specs.getFirst();
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** Archives are told by their names; other sources move beside the spec file. */
    private List<ImportedSource> sources(Path content, Path rpm, List<String> declared) throws IOException {
        List<ImportedSource> archives = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            Path source = member(content, declared.get(i));
            if (ArchiveNames.suffix(String.valueOf(source.getFileName())).isEmpty()) {
                Files.move(source, rpm.resolve(source.getFileName()));
                continue;
            }
            if (!ImportedSource.isUrl(declared.get(i))) {
                journal.warning("Source " + declared.get(i) + " is not a URL: say in the definition where it is from");
            }
            archives.add(
                    i == 0
                            ? archive(artifact.value(), version, declared.get(i), source)
                            : named(declared.get(i), source));
        }
        return archives;
    }

    private static ImportedSource archive(String id, String version, String declared, Path source) {
        return new ImportedSource(id, version, ImportedSource.template(declared, version), source);
    }

    private ImportedSource named(String declared, Path source) {
        String stem = ArchiveNames.stem(String.valueOf(source.getFileName()));
        int dash = stem.lastIndexOf('-');
        String given = stem.substring(dash + 1);
        boolean versioned = dash > 0 && given.matches("[A-Za-z0-9].*");
        if (!versioned) {
            journal.warning("The name of " + source.getFileName() + " has no version: it is 0 in the definition");
        }
        return archive(versioned ? stem.substring(0, dash) : stem, versioned ? given : "0", declared, source);
    }

    private Path member(Path content, String declared) {
        String name = declared.substring(declared.lastIndexOf('/') + 1);
        Path member = content.resolve(name);
        if (name.isEmpty() || !Files.isRegularFile(member, LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.runtime(file + " has no file " + name + ", which its spec file declares");
        }
        return member;
    }

    /** In the form that the patch queue gives them, where they apply as they are. */
    private void patches(Path content, Path definition, Path tree, List<String> declared, List<ImportedSource> archives)
            throws IOException {
        if (declared.isEmpty()) {
            return;
        }
        PatchDirectories directories = PatchDirectories.of(definition, version);
        Files.createDirectories(directories.version());
        int number = 0;
        for (String name : declared) {
            Path patch = member(content, name);
            String prefix = String.format(Locale.ROOT, "%04d-", ++number);
            Files.move(patch, directories.version().resolve(prefix + patch.getFileName()));
        }
        if (archives.isEmpty()) {
            return;
        }
        try {
            SourceTree sources = new SourceTree(tree, journal);
            sources.main(archives.getFirst().file());
            archives.stream().skip(1).forEach(archive -> sources.supplementary(archive.id(), archive.file()));
            PatchRepository repository = PatchRepository.create(tree, author, journal);
            repository.importPatches(directories);
            new PatchExport(directories, journal).write(repository.commits());
        } catch (Failure failure) {
            journal.warning("The patches stay as they are: " + failure.text());
        }
    }
}
