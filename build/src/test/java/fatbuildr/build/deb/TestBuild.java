package fatbuildr.build.deb;

import fatbuildr.archive.Archives.Tar;
import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildContext.InstanceRepository;
import fatbuildr.build.BuildContext.PublishedSource;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import fatbuildr.source.DownloadLimits;
import fatbuildr.source.RecordingJournal;
import fatbuildr.source.SourceCache;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build of artifact {@code hello} for distribution {@code bookworm}, to be changed before it is run. */
final class TestBuild {
    static final String CONTROL = """
            Source: hello
            Maintainer: Jane Roe <jane@example.org>
            Section: misc
            Priority: optional
            Standards-Version: 4.6.2

            Package: hello
            Architecture: all
            Description: says hello
             It says hello.
            """;
    static final TaskId ID = TaskId.parse("3f0c8c7e-5d0b-4c3e-9a63-6d1f1a2b3c4d");

    final Path workspace;
    final Path registry;
    final Map<String, String> definition = new LinkedHashMap<>();
    /** Symbolic links of the definition, name to target. */
    final Map<String, String> links = new LinkedHashMap<>();

    final List<Task.SourceArchive> supplied = new ArrayList<>();
    /** The sources as the builder tells them. */
    final List<Task.SourceArchive> fetched = new ArrayList<>();

    final RecordingJournal journal = new RecordingJournal();
    final ProcessRunner processes = new ProcessRunner();
    String artifact = "hello";
    String message = "Initial packaging";
    String derivative = "main";
    List<String> architectures = List.of("x86_64");
    Optional<PublishedSource> published = Optional.empty();

    private final Path directory;

    TestBuild(Path directory) throws IOException {
        this.directory = directory;
        workspace = Files.createDirectories(directory.resolve("workspace"));
        registry = directory.resolve("registry");
        definition.put("artifact.yml", "version: \"1.0\"\ndeb: {release: 1}\n");
        definition.put("deb/control", CONTROL);
        definition.put("deb/rules", "#!/usr/bin/make -f\n%:\n\tdh $@\n");
    }

    static Tar helloTar() {
        return new Tar()
                .directory("hello-1.0")
                .file("hello-1.0/hello.c", "int main(void) {\n  return 0;\n}\n")
                .file("hello-1.0/README", "hello\n");
    }

    /** A source as the client sends it. */
    TestBuild supply(String id, String fileName, Tar tar) throws IOException {
        Path upload = Files.createDirectories(workspace.resolve("submission/" + id));
        supplied.add(
                new Task.SourceArchive(id, tar.write(upload.resolve(fileName)).toString()));
        return this;
    }

    TestBuild supplyHello() throws IOException {
        return supply("hello", "hello-1.0.tar.xz", helloTar());
    }

    BuildContext context() throws IOException {
        Tar tar = new Tar();
        definition.forEach((name, content) -> tar.file("./" + name, content, name.endsWith("rules") ? 0755 : 0644));
        links.forEach((name, target) -> tar.symlink("./" + name, target));
        Path uploads = Files.createDirectories(workspace.resolve("submission/definition"));
        Path tarball = tar.write(uploads.resolve("fatbuildr-artifact.tar.xz"));
        Distribution bookworm = new Distribution(
                "bookworm",
                "deb",
                Optional.of("bookworm"),
                Optional.of("deb12"),
                Optional.empty(),
                List.of(),
                List.of());
        InstanceDefinition instance = new InstanceDefinition(
                "default",
                "Example instance",
                new InstanceDefinition.Owner("Owner", "owner@example.org"),
                List.of("x86_64", "aarch64"),
                new Pipelines(Map.of("deb", List.of(bookworm)), Map.of()));
        TaskSpec.ArtifactBuild spec = new TaskSpec.ArtifactBuild(
                "deb", "bookworm", derivative, artifact, architectures, "Jane Roe", "jane@example.org", message, false);
        return new BuildContext(
                ID, instance, spec, workspace, tarball, supplied, fetched::addAll, new Published(), journal);
    }

    DebSource create() throws IOException, InterruptedException {
        SourceCache cache =
                new SourceCache(directory.resolve("cache"), DownloadLimits.DEFAULT, HttpClient.Builder.NO_PROXY);
        Clock clock = Clock.fixed(Instant.parse("2026-03-03T10:15:00Z"), ZoneOffset.UTC);
        return new DebSourceTree(cache, new Templates(ZoneOffset.UTC), processes, clock).create(context());
    }

    /** Builds the source package with the real tool and unpacks it again. */
    Path roundTrip(DebSource source) throws InterruptedException {
        processes.capture(
                Command.of("dpkg-source", "--build", source.tree().toString()).in(workspace));
        Path unpacked = directory.resolve("unpacked");
        processes.capture(
                Command.of("dpkg-source", "--no-check", "-x", source.dsc().toString(), unpacked.toString()));
        return unpacked;
    }

    String changelogField(DebSource source, String field) throws InterruptedException {
        return processes
                .capture(Command.of(
                        "dpkg-parsechangelog",
                        "-l",
                        source.tree().resolve("debian/changelog").toString(),
                        "--show-field",
                        field))
                .strip();
    }

    Path pool() throws IOException {
        return Files.createDirectories(registry.resolve("pool/main/h/hello"));
    }

    /** What the instance has published: as much as the test says. */
    private final class Published implements InstanceRepository {
        @Override
        public Optional<Path> directory() {
            return Optional.of(registry).filter(Files::isDirectory);
        }

        @Override
        public Optional<Path> file(String path) {
            return Optional.of(registry.resolve(path)).filter(Files::isRegularFile);
        }

        @Override
        public String publicKey() {
            return "";
        }

        @Override
        public Optional<PublishedSource> source(String name) {
            return published.filter(source -> name.equals("hello"));
        }

        @Override
        public List<String> visiblePackages() {
            return List.of();
        }
    }
}
