package fatbuildr.registry.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import fatbuildr.registry.deb.DebReader;
import fatbuildr.registry.deb.Debs;
import fatbuildr.registry.deb.DscPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packages through the whole library to the real apt. */
class AptRepositoryTest {
    @TempDir
    Path directory;

    private Path root;
    private AptRepository repository;
    private final Fixture.Rows rows = new Fixture.Rows();

    @BeforeEach
    void open() {
        root = directory.resolve("repository");
        repository = Fixture.repository(root);
    }

    @Test
    void aptUpdatesInstallsAndFetchesSources() throws Exception {
        String depends = "Source: hello\nDepends: libhello1\n";
        Path binary = Debs.build(directory, "hello", "1:1.0-1", "amd64", depends, Map.of("usr/bin/hello", "hi"));
        Path library = Debs.build(directory, "libhello1", "1.0-1", "all", "Source: libhello (1.0-1)\n", Map.of());
        Path dsc = Debs.source(directory, "hello", "1.0-1", "quilt");
        Pool.Batch batch = repository.pool().batch();
        List<IndexEntry> entries = new ArrayList<>();
        for (Path deb : List.of(binary, library)) {
            var read = DebReader.read(deb);
            entries.add(
                    StanzaWriter.binary("main", read, batch.add("main", read).path()));
        }
        DscPackage source = DscPackage.read(dsc);
        batch.add("main", source);
        entries.add(StanzaWriter.source("main", source, Pool.directory("main", "hello")));
        batch.commit();
        publish(entries, List.of());
        assertThat(root.resolve("pool/main/h/hello/hello_1.0-1_amd64.deb")).exists();
        assertThat(root.resolve("pool/main/libh/libhello/libhello1_1.0-1_all.deb"))
                .exists();
        assertThat(repository.verify("bookworm")).isEmpty();
        assertThat(repository.suites()).containsExactly("bookworm");

        try (AptClient apt = client("deb URL bookworm main extra\ndeb-src URL bookworm main extra\n")) {
            String output = apt.run("apt-get", "update");
            assertThat(output).doesNotContainPattern("(?m)^[WEN]:");
            assertThat(apt.requests()).anyMatch(path -> path.contains("/main/binary-amd64/by-hash/SHA256/"));
            assertThat(apt.requests()).allMatch(path -> path.endsWith("InRelease") || path.contains("/by-hash/"));
            assertThat(apt.run("apt-cache", "policy", "hello")).contains("Candidate: 1:1.0-1");
            assertThat(apt.run("apt-get", "install", "-s", "hello"))
                    .contains("Inst libhello1")
                    .contains("Inst hello");
            apt.run("apt-get", "download", "hello", "libhello1");
            assertThat(directory.resolve("apt/hello_1%3a1.0-1_amd64.deb")).hasSameBinaryContentAs(binary);
            apt.run("apt-get", "source", "--download-only", "hello");
            assertThat(directory.resolve("apt/hello_1.0-1.dsc")).hasSameBinaryContentAs(dsc);
        }
    }

    @Test
    void stanzasAreThoseOfAptFtparchive() throws Exception {
        Path deb = Debs.build(directory, "hello", "1.0-1", "amd64", "Depends: libc6\n", Map.of("usr/bin/hello", "hi"));
        var read = DebReader.read(deb);
        Pool.Batch batch = repository.pool().batch();
        String path = batch.add("main", read).path();
        batch.commit();
        String theirs = Command.run(
                root,
                "apt-ftparchive",
                "--md5",
                "--sha256",
                "-o",
                "APT::FTPArchive::SHA1=false",
                "-o",
                "APT::FTPArchive::SHA512=false",
                "-o",
                "APT::FTPArchive::LongDescription=false",
                "packages",
                "pool");
        String ours = StanzaWriter.binary("main", read, path).stanza();
        // ours holds the whole description, for clients without translations
        assertThat(ours.replaceAll("\n .*", "").lines())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.strip().lines().filter(line -> !line.isBlank()).toList());
    }

    @Test
    void gpgvVerifiesBothSignatures() throws Exception {
        publish(List.of(Fixture.entry("main", "amd64", "a", "1")), List.of());
        Path ring = directory.resolve("ring.gpg");
        Files.write(ring, Fixture.KEYRING.publicKey());
        Path suite = root.resolve("dists/bookworm");
        Command.run(suite, "gpgv", "--keyring", ring.toString(), "InRelease");
        Command.run(suite, "gpgv", "--keyring", ring.toString(), "Release.gpg", "Release");
        assertThat(Files.readString(suite.resolve("Release")))
                .startsWith("Origin: Test\nLabel: Test\nSuite: bookworm\nCodename: bookworm\nDate: ")
                .contains("""

                        Acquire-By-Hash: yes
                        Architectures: amd64 arm64
                        Components: main extra
                        Description: Test Deb bookworm packages
                        SHA256:
                        """)
                .doesNotContain("Valid-Until");
    }

    @Test
    void aptReadsIndexesOfManyShardsInBothCompressions() throws Exception {
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            entries.add(Fixture.entry("main", "amd64", "pkg" + i, "1." + i));
        }
        publish(entries, List.of());
        publish(
                List.of(Fixture.entry("main", "amd64", "pkg77", "2")),
                List.of(entries.get(77).key()));
        assertThat(Files.readAllLines(root.resolve("dists/bookworm/.shards")))
                .filteredOn(line -> line.startsWith("shard "))
                .hasSizeGreaterThan(10);
        List<String> names = new ArrayList<>();
        for (String type : List.of("gz", "zst")) {
            try (AptClient apt = client("deb URL bookworm main extra\n")) {
                String order = "Acquire::CompressionTypes::Order::=" + type;
                assertThat(apt.run("apt-get", "-o", order, "update")).doesNotContainPattern("(?m)^[WEN]:");
                names.add(apt.run("apt-cache", "pkgnames")
                        .lines()
                        .sorted()
                        .toList()
                        .toString());
                assertThat(apt.lists("main_binary-amd64_Packages").lines().filter(l -> l.startsWith("Package:")))
                        .hasSize(200);
                assertThat(apt.run("apt-cache", "show", "pkg77")).contains("Version: 2\n");
            }
        }
        assertThat(names.getFirst()).isEqualTo(names.getLast());
        for (String tool : List.of("gzip -dc Packages.gz", "zstd -dc Packages.zst")) {
            assertThat(Command.run(root.resolve("dists/bookworm/main/binary-amd64"), "sh", "-c", tool)
                            .lines())
                    .filteredOn(line -> line.startsWith("Package: "))
                    .hasSize(200);
        }
    }

    @Test
    void onlyWhatChangedIsWrittenAgain() throws Exception {
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            entries.add(Fixture.entry("main", "amd64", "pkg" + (1000 + i), "1"));
        }
        publish(entries, List.of());
        List<String> before = shards();
        Object untouched = Files.getAttribute(root.resolve("dists/bookworm/extra/source/Sources.gz"), "unix:ino");
        publish(List.of(Fixture.entry("main", "amd64", "pkg1150a", "1")), List.of());
        List<String> after = shards();
        assertThat(before.stream().filter(line -> !after.contains(line))).hasSizeLessThanOrEqualTo(1);
        assertThat(after.stream().filter(line -> !before.contains(line))).hasSize(1);
        assertThat(Files.getAttribute(root.resolve("dists/bookworm/extra/source/Sources.gz"), "unix:ino"))
                .isEqualTo(untouched);
    }

    @Test
    void supersededIndexFilesStayForReadersUntilPruned() throws Exception {
        publish(List.of(Fixture.entry("main", "amd64", "a", "1")), List.of());
        Path byHash = root.resolve("dists/bookworm/main/binary-amd64/by-hash/SHA256");
        List<Path> first = list(byHash);
        publish(List.of(Fixture.entry("main", "amd64", "a", "2")), List.of());
        assertThat(list(byHash)).containsAll(first).hasSize(4);
        for (int i = 3; i < 20; i++) {
            publish(List.of(Fixture.entry("main", "amd64", "a", "" + i)), List.of());
        }
        assertThat(list(byHash)).hasSize(2 * Fixture.SETTINGS.maxPublications()).doesNotContainAnyElementsOf(first);
        assertThat(list(root.resolve(".publications/bookworm"))).hasSize(Fixture.SETTINGS.maxPublications() + 2);
        assertThat(repository.verify("bookworm"))
                .filteredOn(p -> !p.startsWith("package file"))
                .isEmpty();
    }

    @Test
    void newArchitectureComponentOrOrderKeepsEveryPackage() throws Exception {
        publish(List.of(Fixture.entry("main", "all", "a", "1"), Fixture.entry("extra", "source", "b", "1")), List.of());
        SuiteDescription wider = new SuiteDescription(
                "bookworm", "Test", "Test", "", List.of("extra", "main", "more"), List.of("riscv64", "amd64"));
        repository.publish(wider, new SuiteChange(List.of(), List.of()), () -> rows.all().stream());
        assertThat(text("main/binary-riscv64/Packages.gz")).contains("Package: a\n");
        assertThat(text("extra/source/Sources.gz")).contains("Package: b\n");
        assertThat(text("more/binary-riscv64/Packages.gz")).isEmpty();
        assertThat(root.resolve("dists/bookworm/main/binary-arm64")).doesNotExist();
    }

    @Test
    void verifyTellsWhatIsWrong() throws Exception {
        assertThat(repository.verify("bookworm")).containsExactly("suite bookworm has no publication");
        publish(List.of(Fixture.entry("main", "amd64", "a", "1")), List.of());
        assertThat(repository.verify("bookworm")).containsExactly("package file pool/x is missing");
        Debs.write(root.resolve("pool/x"), "too long");
        assertThat(repository.verify("bookworm")).containsExactly("package file pool/x has 8 bytes instead of 1");
        Debs.write(root.resolve("pool/x"), "1");
        assertThat(repository.verify("bookworm")).isEmpty();
        Path release = root.resolve("dists/bookworm/Release");
        Files.writeString(release, Files.readString(release).replace("Origin: Test", "Origin: Evil"));
        assertThat(repository.verify("bookworm"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("Release.gpg is no signature of Release"))
                .anyMatch(problem -> problem.startsWith("InRelease is not Release signed"));
        Files.delete(root.resolve("dists/bookworm/main/binary-amd64/Packages.gz"));
        assertThat(repository.verify("bookworm")).anyMatch(problem -> problem.contains("Packages.gz is missing"));
    }

    @Test
    void refusesNamesThatWouldLeaveTheRepository() {
        for (String name : List.of("../x", "a/b", ".hidden", "", "a b", "x\n")) {
            assertThatThrownBy(() -> repository.live(name)).isInstanceOf(FatbuildrException.class);
            assertThatThrownBy(() -> Pool.directory(name, "hello")).isInstanceOf(FatbuildrException.class);
        }
        assertThatThrownBy(() -> publish(List.of(Fixture.entry("nowhere", "amd64", "a", "1")), List.of()))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("no component nowhere");
        assertThatThrownBy(() -> new IndexEntry(
                        Fixture.entry("main", "all", "a", "1").key(), "Package: b\nVersion: 1\nArchitecture: all\n"))
                .hasMessageContaining("is of another package: b 1");
    }

    private Publication publish(List<IndexEntry> added, List<IndexKey> removed) {
        SuiteChange change = rows.apply(added, removed);
        return repository.publish(Fixture.SUITE, change, () -> rows.all().stream());
    }

    private AptClient client(String sources) throws Exception {
        Path apt = directory.resolve("apt");
        Command.run(directory, "rm", "-rf", apt.toString());
        Files.createDirectory(apt);
        return new AptClient(apt, root, Fixture.KEYRING.publicKey(), sources);
    }

    private List<String> shards() throws Exception {
        return Files.readAllLines(root.resolve("dists/bookworm/.shards")).stream()
                .filter(line -> line.startsWith("shard "))
                .toList();
    }

    private String text(String index) {
        return Command.run(root.resolve("dists/bookworm"), "gzip", "-dc", index);
    }

    private static List<Path> list(Path path) throws Exception {
        try (Stream<Path> files = Files.list(path.toRealPath())) {
            return files.sorted().toList();
        }
    }
}
