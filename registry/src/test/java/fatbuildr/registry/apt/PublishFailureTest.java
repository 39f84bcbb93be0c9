package fatbuildr.registry.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import fatbuildr.registry.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on the way, readers have a whole publication and the next attempt succeeds. */
class PublishFailureTest {
    @TempDir(factory = InMemory.class)
    Path directory;

    private Path root;
    private final Fixture.Rows rows = new Fixture.Rows();

    /** Fails at one numbered operation and at all after it, like a machine that stops. */
    private static final class FailingDisk extends Disk {
        private final AtomicInteger left;
        private volatile String failed = "";

        FailingDisk(int operations) {
            this.left = new AtomicInteger(operations);
        }

        @Override
        void before(String operation, Path path) throws IOException {
            if (left.decrementAndGet() < 0) {
                failed = operation;
                throw new IOException("power failed at " + operation + " " + path);
            }
        }
    }

    @BeforeEach
    void publishFirst() throws Exception {
        root = directory.resolve("repository");
        Files.createDirectories(root.resolve("pool"));
        Files.writeString(root.resolve("pool/x"), "1");
        SuiteChange first = rows.random(new Random(1), 60);
        Fixture.repository(root).publish(Fixture.SUITE, first, () -> rows.all().stream());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCrashAtAnyStepLeavesTheFormerPublicationWhole(boolean restart) throws Exception {
        Random random = new Random(3);
        List<String> former = content();
        AtomicReference<Disk> disk = new AtomicReference<>(new Disk());
        Disk switched = new Disk() {
            @Override
            void before(String operation, Path path) throws IOException {
                disk.get().before(operation, path);
            }
        };
        AptRepository repository = repository(switched);
        AptRepository reader = Fixture.repository(root);
        int operations = 0;
        boolean finished = false;
        while (!finished) {
            FailingDisk failing = new FailingDisk(operations++);
            disk.set(failing);
            SuiteChange change = rows.random(random, 2);
            AptRepository before = repository;
            Throwable failure = catchThrowable(() -> publish(before, change));
            AptRepository after = restart ? repository(switched) : before;
            assertThat(reader.verify("bookworm"))
                    .as("after " + operations + " operations")
                    .isEmpty();
            if (failure != null) {
                assertThat(failure).isInstanceOf(FatbuildrException.class).hasMessageContaining("power failed at");
                // the last fsync comes after the switch: then the new publication is there already
                assertThat(content()).isIn(former, expected(directory.resolve("fresh" + operations)));
            } else {
                assertThat(content()).isEqualTo(expected(directory.resolve("fresh" + operations)));
            }
            finished = failure == null && failing.failed.isEmpty();
            disk.set(new Disk());
            publish(after, new SuiteChange(rows.all().stream().toList(), change.removed()));
            former = content();
            assertThat(former).isEqualTo(Indexes.texts(directory.resolve("fresh" + operations)));
            repository = after;
        }
        assertThat(operations).isGreaterThan(40);
    }

    @Test
    void damagedOrMissingWorkingFilesAreMadeAnew() throws Exception {
        List<String> damages = List.of(
                "rm -rf .publications/bookworm/shards",
                "for f in $(find .publications/bookworm/shards -type f); do echo x >> $f; done",
                "for f in $(find .publications/bookworm/shards -type f); do tr a b < $f > x; cat x > $f; done",
                "rm dists/bookworm/.shards",
                "echo >> dists/bookworm/.shards",
                "truncate -s 100 dists/bookworm/.shards",
                "rm -rf .publications/bookworm/by-hash",
                "for f in $(find .publications/bookworm/by-hash -type f); do truncate -s 10 $f; done",
                "for f in $(find .publications/bookworm/by-hash -type f); do echo x > $f; done",
                "rm -rf .publications",
                "rm -rf dists",
                "rm -rf dists .publications");
        Random random = new Random(5);
        AptRepository warm = Fixture.repository(root);
        for (int i = 0; i < damages.size(); i++) {
            String damage = damages.get(i);
            Command.run(root, "sh", "-c", damage);
            boolean keep = damage.contains("rm -rf .publications") || damage.contains("dists");
            AptRepository repository = keep ? warm : Fixture.repository(root);
            publish(repository, rows.random(random, 5));
            warm = repository;
            assertThat(repository.verify("bookworm")).as(damage).isEmpty();
            assertThat(content()).as(damage).isEqualTo(expected(directory.resolve("fresh" + i)));
        }
    }

    @Test
    void changeFromAnotherRevisionIsMadeFromTheListing() throws Exception {
        AptRepository repository = Fixture.repository(root);
        publish(repository, revised("", "1"));
        assertThat(repository.live("bookworm").orElseThrow().revision()).isEqualTo("1");
        rows.random(new Random(21), 5);
        publish(repository, revised("2", "3"));
        assertThat(content()).isEqualTo(expected(directory.resolve("fresh")));
        Publication last = repository.publish(Fixture.SUITE, revised("3", "4"), () -> {
            throw new AssertionError("the listing is not needed");
        });
        assertThat(Fixture.repository(root).live("bookworm")).contains(last);
    }

    private SuiteChange revised(String base, String revision) {
        SuiteChange change = rows.random(new Random(revision.hashCode()), 5);
        return new SuiteChange(change.added(), change.removed(), base, revision);
    }

    @Test
    void fullDiskIsAClearErrorAndLosesNothing() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("small"));
        Command.run(directory, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString());
        try {
            AptRepository repository = Fixture.repository(mount);
            Files.createDirectories(mount.resolve("pool"));
            Files.writeString(mount.resolve("pool/x"), "1");
            publish(repository, new SuiteChange(List.of(), List.of()));
            Path live = mount.resolve("dists/bookworm").toRealPath();
            Command.outcome(mount, "", "dd", "if=/dev/zero", "of=fill", "bs=4k");
            SuiteChange change = rows.random(new Random(9), 40);
            assertThatThrownBy(() -> publish(repository, change))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageStartingWith("Cannot publish suite bookworm in " + mount)
                    .hasMessageContaining("No space left on device");
            assertThat(mount.resolve("dists/bookworm").toRealPath()).isEqualTo(live);
            assertThat(repository.verify("bookworm")).isEmpty();
            Files.delete(mount.resolve("fill"));
            publish(repository, change);
            assertThat(repository.verify("bookworm")).isEmpty();
        } finally {
            Command.run(directory, "umount", mount.toString());
        }
    }

    @Test
    void readersSeeWholePublicationsWhileOthersAreMade() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<String> problems = new ArrayList<>();
        AtomicInteger reads = new AtomicInteger();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get() || reads.get() == 0) {
                try {
                    problems.addAll(read(root.resolve("dists/bookworm")));
                } catch (IOException | RuntimeException e) {
                    problems.add(e.toString());
                }
                reads.incrementAndGet();
            }
        });
        AptSettings keeping = new AptSettings(java.time.Duration.ofHours(1), 1000, 2000, 6, 3);
        AptRepository repository = AptRepository.open(root, keeping, () -> Fixture.SIGNER, Clock.systemUTC());
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            publish(repository, rows.random(random, 5));
        }
        done.set(true);
        reader.join();
        assertThat(problems).isEmpty();
        assertThat(reads.get()).isGreaterThan(5);
    }

    /** As apt does: InRelease once, then every index it names by hash. */
    private static List<String> read(Path suite) throws IOException {
        byte[] release = Files.readAllBytes(suite.resolve("InRelease"));
        List<String> problems = new ArrayList<>();
        for (String line : new String(release, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.startsWith(" ") && (line.endsWith(".gz") || line.endsWith(".zst"))) {
                List<String> words = List.of(line.strip().split(" +"));
                Path index = suite.resolve(words.getLast());
                Path file = index.resolveSibling("by-hash").resolve("SHA256").resolve(words.getFirst());
                if (!Sha256.of(Files.readAllBytes(file)).equals(words.getFirst())) {
                    problems.add(line);
                }
            }
        }
        return problems;
    }

    @Test
    void interruptNeitherBreaksAPublicationNorIsForgotten() throws Exception {
        AptRepository repository = Fixture.repository(root);
        Thread.currentThread().interrupt();
        publish(repository, rows.random(new Random(13), 5));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(repository.verify("bookworm")).isEmpty();
    }

    private Publication publish(AptRepository repository, SuiteChange change) {
        return repository.publish(Fixture.SUITE, change, () -> rows.all().stream());
    }

    private AptRepository repository(Disk disk) {
        return new AptRepository(root, Fixture.SETTINGS, () -> Fixture.SIGNER, Clock.systemUTC(), disk);
    }

    private List<String> content() {
        return Indexes.texts(root);
    }

    private List<String> expected(Path fresh) {
        Fixture.repository(fresh).rebuild(Fixture.SUITE, "", () -> rows.all().stream());
        return Indexes.texts(fresh);
    }
}
