package fatbuildr.registry.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import fatbuildr.registry.deb.DebPackage;
import fatbuildr.registry.deb.DebReader;
import fatbuildr.registry.deb.Debs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolTest {
    @TempDir
    Path directory;

    private Path root;
    private Pool pool;

    @BeforeEach
    void open() {
        root = directory.resolve("repository");
        pool = new Pool(root, new Disk());
    }

    @Test
    void filesAppearWithTheCommit() throws Exception {
        DebPackage deb = deb("hello", "1.0", "a");
        Pool.Batch batch = pool.batch();
        Pool.Placed placed = batch.add("main", deb);
        assertThat(placed).isEqualTo(new Pool.Placed("pool/main/h/hello/hello_1.0_amd64.deb", true));
        assertThat(root.resolve(placed.path())).doesNotExist();
        batch.commit();
        assertThat(root.resolve(placed.path())).hasSameBinaryContentAs(deb.file());
        assertThat(Command.run(root, "stat", "-c", "%a", placed.path())).isEqualTo("644\n");
        assertThat(pool.batch().add("main", deb)).isEqualTo(new Pool.Placed(placed.path(), false));
    }

    @Test
    void otherContentUnderTheSameNameIsRefused() throws Exception {
        DebPackage first = deb("hello", "1.0", "a");
        Pool.Batch batch = pool.batch();
        batch.add("main", first);
        batch.commit();
        Files.delete(first.file());
        DebPackage second = deb("hello", "1.0", "b");
        assertThatThrownBy(() -> pool.batch().add("main", second))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("File hello_1.0_amd64.deb is already registered with different content");
        Pool.Batch fresh = new Pool(directory.resolve("other"), new Disk()).batch();
        fresh.add("main", second);
        assertThatThrownBy(() -> fresh.add("main", first(second))).isInstanceOf(FatbuildrException.class);
        fresh.discard();
    }

    /** The same name with other checksums. */
    private static DebPackage first(DebPackage deb) {
        var digests = new fatbuildr.registry.deb.FileDigests(deb.digests().size(), "0", "0", "0");
        return new DebPackage(
                deb.file(), digests, deb.control(), deb.name(), deb.version(), deb.architecture(), deb.source());
    }

    @Test
    void filesOnAnotherFileSystemAreCopied() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("small"));
        Command.run(directory, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString());
        try {
            DebPackage deb = deb("hello", "1.0", "a");
            Pool other = new Pool(mount, new Disk());
            Pool.Batch batch = other.batch();
            String path = batch.add("main", deb).path();
            batch.commit();
            assertThat(mount.resolve(path)).hasSameBinaryContentAs(deb.file());
            Command.outcome(mount, "", "dd", "if=/dev/zero", "of=fill", "bs=4k");
            DebPackage late = deb("late", "1.0", "x".repeat(2000));
            assertThatThrownBy(() -> {
                        Pool.Batch full = other.batch();
                        full.add("main", late);
                        full.commit();
                    })
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageContaining("No space left on device");
        } finally {
            Command.run(directory, "umount", mount.toString());
        }
    }

    @Test
    void failureTakesBackWhatWasAdded() throws Exception {
        DebPackage deb = deb("hello", "1.0", "a");
        for (String step : List.of("fsync", "rename", "link", "mkdir")) {
            Pool failing = new Pool(root.resolve(step), new Disk() {
                @Override
                void before(String operation, Path path) throws IOException {
                    if (operation.equals(step)) {
                        throw new IOException("failed " + step);
                    }
                }
            });
            Pool.Batch batch = failing.batch();
            assertThatThrownBy(() -> {
                        batch.add("main", deb);
                        batch.commit();
                    })
                    .as(step)
                    .hasMessageContaining("failed " + step);
            batch.discard();
            assertThat(files()).as(step).isEmpty();
        }
    }

    @Test
    void linkPutInThePlaceOfAFileIsRefused() throws Exception {
        DebPackage deb = deb("hello", "1.0", "a");
        Path secret = Files.writeString(
                directory.resolve("secret"), "x".repeat((int) deb.digests().size()));
        Command.run(directory, "chmod", "600", secret.toString());
        Files.delete(deb.file());
        Files.createSymbolicLink(deb.file(), secret);
        Pool.Batch batch = pool.batch();
        assertThatThrownBy(() -> batch.add("main", deb))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("has changed since it was read");
        batch.discard();
        assertThat(Command.run(directory, "stat", "-c", "%a", secret.toString()))
                .isEqualTo("600\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void manyFilesAreMadeDurableTogether() throws Exception {
        DebPackage deb = deb("hello", "1.0", "a");
        Pool.Batch batch = pool.batch();
        for (int i = 0; i < 100; i++) {
            batch.add(
                    "main",
                    new DebPackage(
                            deb.file(),
                            deb.digests(),
                            deb.control(),
                            "hello" + i,
                            deb.version(),
                            "amd64",
                            new DebPackage.SourceReference("hello" + i, deb.version())));
        }
        batch.commit();
        assertThat(files()).hasSize(100).allMatch(name -> name.endsWith(".deb"));
    }

    @Test
    void removalTakesEmptyDirectoriesAlongAndStaysInside() throws Exception {
        Pool.Batch batch = pool.batch();
        String path = batch.add("main", deb("hello", "1.0", "a")).path();
        String other = batch.add("main", deb("help", "1.0", "a")).path();
        batch.commit();
        pool.remove(List.of(path, "pool/main/h/absent/x"));
        assertThat(root.resolve("pool/main/h/hello")).doesNotExist();
        pool.remove(List.of(other));
        assertThat(root.resolve("pool")).isEmptyDirectory();
        assertThatThrownBy(() -> pool.remove(List.of("pool/../../x")))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("is not in the pool");
    }

    @Test
    void prefixesAreThoseOfDebian() {
        assertThat(Pool.directory("main", "hello")).isEqualTo("pool/main/h/hello");
        assertThat(Pool.directory("main", "libx")).isEqualTo("pool/main/libx/libx");
        assertThat(Pool.directory("main", "lib")).isEqualTo("pool/main/l/lib");
    }

    private DebPackage deb(String name, String version, String content) throws IOException {
        return DebReader.read(Debs.build(directory, name, version, "amd64", "", Map.of("usr/x", content)));
    }

    private List<String> files() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
