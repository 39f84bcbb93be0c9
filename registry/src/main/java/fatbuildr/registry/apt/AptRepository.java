package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.pgp.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The APT repository of one instance. The caller keeps the truth about which packages there are; this class turns
 * changes of it into signed publications:
 *
 * <pre>
 * AptRepository repository = AptRepository.open(root, AptSettings.defaults(), signer, clock);
 * Pool.Batch batch = repository.pool().batch();
 * Pool.Placed placed = batch.add("main", deb);                 // file into the pool, durable after batch.commit()
 * IndexEntry entry = StanzaWriter.binary("main", deb, placed.path());
 * repository.publish(suite, new SuiteChange(List.of(entry), List.of(olderKeys)), () -> allEntriesOfTheSuite());
 * </pre>
 *
 * A publication becomes visible by one rename and is durable when the method returns. When a method fails, the former
 * publication is what readers see. Publishing is not interrupted by {@link Thread#interrupt}: it is short, and the flag
 * stays set for the caller. Suites may be published side by side; one suite is published by one thread at a time.
 */
public final class AptRepository {
    private final Path root;
    private final AptSettings settings;
    private final Supplier<Signer> signer;
    private final Clock clock;
    private final Disk disk;
    private final Map<String, SuiteWriter> writers = new ConcurrentHashMap<>();

    AptRepository(Path root, AptSettings settings, Supplier<Signer> signer, Clock clock, Disk disk) {
        this.root = root;
        this.settings = settings;
        this.signer = signer;
        this.clock = clock;
        this.disk = disk;
    }

    /**
     * A repository, which may not exist yet.
     *
     * @param root its directory, such as {@code /var/lib/fatbuildr/registry/default/deb}
     * @param signer asked once for each publication
     */
    public static AptRepository open(Path root, AptSettings settings, Supplier<Signer> signer, Clock clock) {
        return new AptRepository(root.toAbsolutePath(), settings, signer, clock, new Disk());
    }

    /** The package files. */
    public Pool pool() {
        return new Pool(root, disk);
    }

    /**
     * Publishes a change of a suite; the cost follows the change. The first publication of a suite, one after its
     * components or architectures changed, and one that finds its working files damaged are made from the listing.
     *
     * @param listing every entry of the suite, the change applied; only asked for in those cases
     */
    public Publication publish(SuiteDescription suite, SuiteChange change, Supplier<Stream<IndexEntry>> listing) {
        Signer key = signer.get();
        return run("publish suite " + suite.name(), () -> writer(suite).publish(suite, change, listing, key));
    }

    /** Publishes a suite from its listing alone, without a revision. */
    public Publication rebuild(SuiteDescription suite, Supplier<Stream<IndexEntry>> listing) {
        return rebuild(suite, "", listing);
    }

    /**
     * Publishes a suite from its listing alone.
     *
     * @param revision as in {@link SuiteChange#revision}
     */
    public Publication rebuild(SuiteDescription suite, String revision, Supplier<Stream<IndexEntry>> listing) {
        Signer key = signer.get();
        String name = SuiteChange.checkRevision(revision);
        return run("rebuild suite " + suite.name(), () -> writer(suite).rebuild(suite, name, listing, key));
    }

    /** The publication of a suite that readers see. */
    public Optional<Publication> live(String suite) {
        SuiteLayout layout = layout(suite);
        return run("read suite " + suite, () -> {
            OptionalLong number = layout.live();
            if (number.isEmpty()) {
                return Optional.empty();
            }
            Path directory = layout.publication(number.getAsLong());
            Instant date = ReleaseReader.read(directory.resolve("Release")).date();
            return Optional.of(new Publication(suite, number.getAsLong(), date, revision(directory), directory));
        });
    }

    /** The suites that have a publication, sorted. */
    public List<String> suites() {
        return run("list suites", () -> {
            List<String> suites = new ArrayList<>();
            for (Path child : Disk.children(root.resolve("dists"))) {
                String name = String.valueOf(child.getFileName());
                if (Files.isSymbolicLink(child) && !name.startsWith(".")) {
                    suites.add(name);
                }
            }
            return suites;
        });
    }

    /** What is wrong with the live publication of a suite and the pool files it names; empty when all is well. */
    public List<String> verify(String suite) {
        SuiteLayout layout = layout(suite);
        Signer key = signer.get();
        return run("verify suite " + suite, () -> new SuiteCheck(root, layout, key).problems());
    }

    /** Without a sound manifest nothing is known of the contents, so no revision will match. */
    private static String revision(Path directory) throws IOException {
        try {
            return Manifest.read(directory.resolve(SuiteLayout.MANIFEST)).revision();
        } catch (DamagedStateException e) {
            return "";
        }
    }

    private SuiteLayout layout(String suite) {
        return new SuiteLayout(root, SuiteDescription.checkWord("suite", suite));
    }

    private SuiteWriter writer(SuiteDescription suite) {
        return writers.computeIfAbsent(suite.name(), name -> new SuiteWriter(layout(name), settings, disk, clock));
    }

    private <T> T run(String what, Uninterruptible.Task<T> task) {
        try {
            return Uninterruptible.call(task);
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot " + what + " in " + root + ": " + Uninterruptible.reason(e), e);
        }
    }
}
