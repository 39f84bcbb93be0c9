package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of build dependencies: which are used again, and which go. */
final class LayerStoreTest {
    @TempDir
    Path directory;

    private final LayerStore store = new LayerStore();

    private static LayerKey key(String dependencies) {
        return key("1", dependencies);
    }

    private static LayerKey key(String generation, String dependencies) {
        return new LayerKey("env", generation, dependencies);
    }

    @Test
    void aLayerIsFreshAsLongAsTheRepositoryOffersTheSameOfWhatMatters() throws IOException {
        layer("env.1.key-1", Set.of("alpha", "virtual"), List.of("alpha=1"));
        assertThat(taken(key("key"), List.of("alpha=1"))).isTrue();
        assertThat(taken(key("key"), List.of("alpha=1", "beta=7"))).isTrue();
        assertThat(taken(key("key"), List.of("alpha=2"))).isFalse();
        assertThat(taken(key("key"), List.of())).isFalse();
        assertThat(taken(key("key"), List.of("alpha=1", "virtual=1"))).isFalse();
        assertThat(taken(key("ke"), List.of("alpha=1"))).isFalse();
    }

    @Test
    void staleLayersGoUnlessABuildUsesThem() throws IOException {
        layer("env.1.key-1", Set.of("alpha"), List.of("alpha=1"));
        LayerStore.Stored used =
                store.take(directory, key("key"), List.of("alpha=1")).orElseThrow();
        store.prune(directory, key("key"), List.of("alpha=2"));
        assertThat(used.root()).isDirectory();
        store.release(used);
        store.prune(directory, key("key"), List.of("alpha=2"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void layersOnAnEarlierStateOfTheEnvironmentGo() throws IOException {
        layer("env.1.key-1", Set.of(), List.of());
        layer("env.2.other-2", Set.of(), List.of());
        layer("env2.1.key-3", Set.of(), List.of());
        layer("env.20.key-4", Set.of(), List.of());
        store.prune(directory, key("2", "key"), List.of());
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("env.2.other-2", "env2.1.key-3");
    }

    @Test
    void onlySomeLayersAreKeptAndThoseAreTheLastUsed() throws IOException {
        for (int i = 0; i < LayerStore.KEPT + 3; i++) {
            Path layer = layer("env.1.key" + i + "-1", Set.of(), List.of());
            Files.setLastModifiedTime(layer, FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        assertThat(taken(key("key0"), List.of())).isTrue();
        store.prune(directory, key("other"), List.of());
        assertThat(directory.resolve("env.1.key0-1")).exists();
        assertThat(directory.resolve("env.1.key1-1")).doesNotExist();
        assertThat(directory.resolve("env.1.key3-1")).doesNotExist();
        assertThat(directory.resolve("env.1.key4-1")).exists();
        assertThat(directory.toFile().list()).hasSize(LayerStore.KEPT);
    }

    @Test
    void whatAKilledDaemonLeftHalfMadeIsSwept() throws IOException {
        layer("env.1.key-1", Set.of(), List.of());
        Files.createDirectories(directory.resolve(".key-2.part-1/root"));
        Files.createDirectories(directory.resolve(".old-key-3/root"));
        LayerStore.sweep(directory);
        assertThat(directory.toFile().list()).containsExactly("env.1.key-1");
        LayerStore.sweep(directory.resolve("absent"));
    }

    private boolean taken(LayerKey key, List<String> offered) throws IOException {
        var found = store.take(directory, key, offered);
        found.ifPresent(store::release);
        return found.isPresent();
    }

    private Path layer(String name, Set<String> considered, List<String> offered) throws IOException {
        Path layer = Files.createDirectories(directory.resolve(name));
        LayerStore.Stored stored = new LayerStore.Stored(layer);
        Files.createDirectories(stored.root());
        stored.describe(considered, offered);
        return layer;
    }
}
