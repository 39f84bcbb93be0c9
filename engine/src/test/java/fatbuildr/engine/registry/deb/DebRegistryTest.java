package fatbuildr.engine.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactContent;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.archive.FileTree;
import fatbuildr.engine.DebFactory;
import fatbuildr.engine.Site;
import fatbuildr.engine.keyring.InstanceKeyring;
import fatbuildr.engine.registry.FormatRegistry;
import fatbuildr.engine.registry.FormatRegistryProvider.Place;
import fatbuildr.engine.store.Database;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebRegistryTest {
    private static final Journal SILENT = _ -> {};

    @TempDir
    Path root;

    private Site site;

    private static final String PACKAGE = "pool/main/h/hello/hello_1.0_amd64.deb";

    @AutoClose
    private Database database;

    private DebRegistry registry;

    @BeforeEach
    void open() {
        site = new Site(root).with("registry", "keep_versions = 1");
        database = Database.open(root.resolve("store.db"));
        InstanceKeyring keyring =
                new InstanceKeyring(Site.definition(), site.settings().keyring(), Clock.systemUTC());
        keyring.create(SILENT);
        registry = open(keyring);
    }

    private DebRegistry open(InstanceKeyring keyring) {
        return new DebRegistry(new Place(
                Site.definition(), site.settings().registry(), site.deb(), database, keyring, Clock.systemUTC()));
    }

    private void publish(String derivative, Path... changes) {
        registry.publish(TaskId.random(), "bookworm", derivative, List.of(changes), SILENT);
    }

    private Path build(String name, String version, String... binaries) {
        try {
            Path directory = Files.createTempDirectory(root, "build");
            return DebFactory.build(directory, name, version, List.of(binaries));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void publishesWhatABuildLeftAndTellsOfIt() {
        publish("main", build("hello", "1.0", "hello any", "hello-doc all"));
        assertThat(registry.verify()).isEmpty();
        assertThat(registry.distributions()).containsExactly("bookworm");
        assertThat(registry.derivatives("bookworm")).containsExactly("main");
        assertThat(registry.artifacts("bookworm", "main"))
                .extracting(Artifact::name, Artifact::architecture, Artifact::version)
                .containsExactlyInAnyOrder(
                        tuple("hello", "src", "1.0"),
                        tuple("hello", "x86_64", "1.0"),
                        tuple("hello-doc", "noarch", "1.0"));
        ArtifactDescription source = registry.describe("bookworm", "main", "src", "hello");
        assertThat(source).isInstanceOfSatisfying(ArtifactDescription.OfSource.class, description -> {
            assertThat(description.binaries()).extracting(Artifact::name).containsExactly("hello", "hello-doc");
            assertThat(description.changelog()).hasSize(1);
            assertThat(description.changelog().getFirst().changes()).containsExactly("Rebuild");
        });
        ArtifactDescription binary = registry.describe("bookworm", "main", "noarch", "hello-doc");
        assertThat(binary).isInstanceOfSatisfying(ArtifactDescription.OfBinary.class, description -> {
            assertThat(description.source()).isEqualTo(new Artifact("hello", "src", "1.0", 0));
            assertThat(description.content()).extracting(ArtifactContent::path).contains("/usr/share/hello-doc/data");
        });
        assertThat(registry.search("ello-d")).hasSize(1);
        assertThat(registry.search("HELLO")).isEmpty();
        assertThat(registry.repository("bookworm", "extra").visiblePackages())
                .containsExactly("hello-doc=1.0", "hello=1.0");
        assertThat(registry.repository("bookworm", "main")
                        .source("hello")
                        .orElseThrow()
                        .changelog())
                .startsWith("hello (1.0) bookworm");
        assertThat(registry.repository("bookworm", "extra").source("hello")).isEmpty();
    }

    @Test
    void theFilesOfAnArtifactAreTold() {
        publish("main", build("hello", "1.0", "hello any", "hello-doc all"));
        assertThat(registry.files("bookworm", "main", "src", "hello"))
                .extracting(ArtifactFile::name)
                .startsWith("hello_1.0.dsc")
                .hasSizeGreaterThan(1);
        assertThat(registry.files("bookworm", "main", "noarch", "hello-doc"))
                .extracting(ArtifactFile::path)
                .containsExactly("deb/pool/main/h/hello/hello-doc_1.0_all.deb");
        for (ArtifactFile file : registry.files("bookworm", "main", "src", "hello")) {
            assertThat(site.deb().resolveSibling(file.path())).isRegularFile().hasSize(file.size());
        }
        assertThatThrownBy(() -> registry.files("bookworm", "main", "noarch", "hello"))
                .hasMessageStartingWith("Unable to find path of deb binary package hello with architecture noarch");
    }

    @Test
    void buildsSeeWhatPackagesProvide() throws IOException {
        Path deb = DebFactory.deb(root, "agent", "1.0", "all", "agent");
        Path tree = root.resolve("tree-agent");
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control) + "Provides: mail-agent (= 2), sender\n");
        DebFactory.run(root, "dpkg-deb", "--root-owner-group", "-b", tree.toString(), deb.toString());
        registry.ingest("bookworm", "main", List.of(deb), SILENT);
        assertThat(registry.repository("bookworm", "extra").visiblePackages())
                .containsExactly("agent=1.0", "mail-agent=agent 1.0", "sender=agent 1.0");
    }

    @Test
    void theGenerationChangesWithWhatIsPublished() {
        assertThat(registry.generation("bookworm")).isZero();
        publish("main", build("hello", "1.0", "hello any"));
        long first = registry.generation("bookworm");
        assertThat(first).isPositive();
        assertThat(registry.generation("bookworm")).isEqualTo(first);
        publish("extra", build("hello", "2.0", "hello any"));
        long second = registry.generation("bookworm");
        assertThat(second).isGreaterThan(first);
        registry.delete(TaskId.random(), "bookworm", "main", new Artifact("hello", "x86_64", "1.0", 0), SILENT);
        assertThat(registry.generation("bookworm")).isGreaterThan(second);
    }

    /** What apt itself finds in the published suite. */
    private String apt(String... command) {
        try {
            Path state = Files.createDirectories(root.resolve("apt/lists/partial"))
                    .getParent()
                    .getParent();
            Files.createDirectories(state.resolve("cache/archives/partial"));
            Path sources = Files.writeString(
                    state.resolve("sources.list"),
                    "deb [trusted=yes arch=amd64] file:%1$s bookworm main extra\n".formatted(site.deb())
                            + "deb-src [trusted=yes] file:%1$s bookworm main extra\n".formatted(site.deb()));
            Files.writeString(state.resolve("status"), "");
            List<String> words = new ArrayList<>(List.of(
                    command[0],
                    "-qq",
                    "-oDir::State=" + state,
                    "-oDir::State::status=" + state.resolve("status"),
                    "-oDir::Cache=" + state.resolve("cache"),
                    "-oDir::Etc::sourcelist=" + sources,
                    "-oDir::Etc::sourceparts=/nonexistent",
                    "-oAPT::Sandbox::User=root",
                    "-oAPT::Architecture=amd64"));
            words.addAll(List.of(command).subList(1, command.length));
            return DebFactory.run(state, words.toArray(String[]::new));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aptSeesTheNewVersionAndNotWhatIsProducedNoMore() {
        publish("main", build("hello", "1.0", "hello any", "hello-doc all"));
        publish("extra", build("hello", "1.5", "hello any"));
        publish("main", build("hello", "1.1", "hello any"));
        apt("apt-get", "update");
        assertThat(apt("apt-cache", "madison", "hello")).contains("1.1", "1.5").doesNotContain("1.0");
        assertThat(apt("apt-cache", "pkgnames").lines()).containsExactly("hello");
        assertThat(apt("apt-cache", "showsrc", "--only-source", "hello")).contains("Version: 1.1", "Version: 1.5");
        assertThat(registry.verify()).isEmpty();
        assertThat(registry.derivatives("bookworm")).containsExactly("extra", "main");
    }

    @Test
    void refusesOtherContentUnderAPublishedVersionAndKeepsWhatWasThere() throws IOException {
        publish("main", build("hello", "1.0", "hello any"));
        Path other = build("hello", "1.0", "hello any", "hello-doc all");
        assertThatThrownBy(() -> publish("main", other))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("is published already with different content");
        Path older = build("hello", "0.9", "hello any");
        assertThatThrownBy(() -> publish("main", older))
                .hasMessageContaining("is lower than the published version 1.0");
        Path damaged = build("hello", "2.0", "hello any");
        Files.writeString(damaged.resolveSibling("hello_2.0_amd64.deb"), "cut");
        assertThatThrownBy(() -> publish("main", damaged)).hasMessageContaining("hello_2.0_amd64.deb");
        assertThat(registry.artifacts("bookworm", "main")).hasSize(2);
        assertThat(registry.verify()).isEmpty();
    }

    /** peer-defect-11: the version is looked at, and deleting what is not there is an error. */
    @Test
    void deletesExactlyWhatIsNamed() {
        publish("main", build("hello", "1.0", "hello any", "hello-dbg any"));
        assertThatThrownBy(() -> registry.published("bookworm", "main", new Artifact("hello", "x86_64", "0.9", 0)))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(
                        "Version 0.9 of hello is not published in distribution bookworm and derivative main, but 1.0");
        Artifact hello = registry.published("bookworm", "main", new Artifact("hello", "x86_64", "1.0", 0));
        assertThat(hello.size()).isPositive();
        registry.delete(TaskId.random(), "bookworm", "main", hello, SILENT);
        assertThat(registry.artifacts("bookworm", "main"))
                .extracting(Artifact::name)
                .containsExactlyInAnyOrder("hello", "hello-dbg");
        assertThatThrownBy(() -> registry.delete(TaskId.random(), "bookworm", "main", hello, SILENT))
                .hasMessageContaining("Unable to find path of deb binary package hello with architecture x86_64");
        assertThat(registry.verify()).isEmpty();
        // the same version may come back with other content once it is deleted
        Artifact source = new Artifact("hello", "src", "1.0", 0);
        registry.delete(TaskId.random(), "bookworm", "main", source, SILENT);
        registry.delete(TaskId.random(), "bookworm", "main", new Artifact("hello-dbg", "x86_64", "1.0", 0), SILENT);
        assertThat(registry.distributions()).isEmpty();
        // readers of the former index may still fetch it, builds do not take it for published
        assertThat(site.deb().resolve(PACKAGE)).isRegularFile();
        assertThat(registry.repository("bookworm", "main").file(PACKAGE)).isEmpty();
        publish("main", build("hello", "1.0", "hello any", "hello-doc all"));
        assertThat(registry.repository("bookworm", "main").file(PACKAGE))
                .contains(site.deb().resolve(PACKAGE));
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void saysWhatIsNotThere() {
        publish("main", build("hello", "1.0", "hello any"));
        assertThatThrownBy(() -> registry.derivatives("sid")).hasMessage("Distribution sid not found in deb registry");
        assertThatThrownBy(() -> registry.artifacts("bookworm", "extra"))
                .hasMessage("Derivative extra not found in deb registry for distribution bookworm");
        assertThatThrownBy(() -> registry.describe("bookworm", "main", "src", "nothing"))
                .hasMessage("Unable to find dsc path of deb source package nothing in distribution bookworm and"
                        + " derivative main");
        assertThatThrownBy(() -> registry.describe("bookworm", "main", "noarch", "hello"))
                .hasMessage("Unable to find path of deb binary package hello with architecture noarch in distribution"
                        + " bookworm and derivative main");
    }

    @Test
    void manyPackagesEnterInOnePublication() throws IOException {
        List<Path> debs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            debs.add(DebFactory.deb(root, "p" + i, "1.0", "amd64", "p" + i));
        }
        registry.ingest("trixie", "main", debs, SILENT);
        assertThat(registry.artifacts("trixie", "main")).hasSize(30);
        assertThat(registry.verify()).isEmpty();
        assertThat(Files.readString(site.deb().resolve("dists/trixie/Release"))).contains("Architectures: amd64 arm64");
    }

    /** The indexes are made again from the rows when they are lost. */
    @Test
    void lostIndexesAreMadeAgain() throws IOException {
        publish("main", build("hello", "1.0", "hello any"));
        FileTree.delete(site.deb().resolve("dists"));
        assertThat(registry.verify()).isNotEmpty();
        FormatRegistry again =
                open(new InstanceKeyring(Site.definition(), site.settings().keyring(), Clock.systemUTC()));
        again.recover();
        assertThat(again.verify()).isEmpty();
    }
}
