package fatbuildr.registry.apt;

import fatbuildr.registry.deb.DebVersion;
import fatbuildr.registry.pgp.KeyParameters;
import fatbuildr.registry.pgp.Keyring;
import fatbuildr.registry.pgp.Signer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A key, settings with tiny shards, and made-up packages. */
final class Fixture {
    static final Keyring KEYRING = Keyring.create(
            new KeyParameters("ed25519", 0),
            "Test",
            "test@example.org",
            Optional.empty(),
            "secret",
            Instant.parse("2026-01-01T00:00:00Z"));
    static final Signer SIGNER = KEYRING.signer("secret", Clock.systemUTC());
    static final AptSettings SETTINGS = new AptSettings(Duration.ofHours(1), 5, 2000, 6, 3);
    static final SuiteDescription SUITE = new SuiteDescription(
            "bookworm",
            "Test",
            "Test",
            "Test Deb bookworm packages",
            List.of("main", "extra"),
            List.of("amd64", "arm64"));

    private Fixture() {}

    static AptRepository repository(Path root) {
        return AptRepository.open(root, SETTINGS, () -> SIGNER, Clock.systemUTC());
    }

    static IndexEntry entry(String component, String architecture, String name, String version) {
        IndexKey key = new IndexKey(component, architecture, name, DebVersion.parse(version));
        String kind = architecture.equals("source")
                ? "Architecture: any\nDirectory: pool/x\n"
                : "Architecture: " + architecture + "\nFilename: pool/x\nSize: 1\nSHA256: " + "0".repeat(64) + "\n";
        return new IndexEntry(
                key, "Package: %s\nVersion: %s\n%sDescription: about %s\n".formatted(name, version, kind, name));
    }

    /** A truth to publish from, as a store would be. */
    static final class Rows {
        private final Map<IndexKey, IndexEntry> rows = new LinkedHashMap<>();

        Collection<IndexEntry> all() {
            return List.copyOf(rows.values());
        }

        SuiteChange apply(List<IndexEntry> added, List<IndexKey> removed) {
            removed.forEach(key -> rows.remove(key));
            added.forEach(entry -> {
                if (!entry.equals(rows.get(entry.key()))) {
                    rows.remove(entry.key());
                    rows.put(entry.key(), entry);
                }
            });
            return new SuiteChange(added, removed);
        }

        /** Some packages more, some new versions, some gone. */
        SuiteChange random(Random random, int most) {
            List<IndexEntry> added = new ArrayList<>();
            List<IndexKey> removed = new ArrayList<>();
            List<IndexEntry> present = new ArrayList<>(rows.values());
            int count = random.nextInt(most) + 1;
            for (int i = 0; i < count; i++) {
                if (!present.isEmpty() && random.nextInt(5) < 2) {
                    removed.add(present.get(random.nextInt(present.size())).key());
                } else {
                    added.add(entry(
                            random.nextInt(4) == 0 ? "extra" : "main",
                            List.of("amd64", "arm64", "all", "source").get(random.nextInt(4)),
                            "pkg" + random.nextInt(60),
                            random.nextInt(3) + "." + random.nextInt(12)
                                    + List.of("", "-1", "~rc").get(random.nextInt(3))));
                }
            }
            return apply(added, removed);
        }
    }
}
