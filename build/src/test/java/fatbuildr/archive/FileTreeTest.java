package fatbuildr.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path root;

    @Test
    void theSizeOfATreeIsThatOfItsPlainFiles() throws Exception {
        Path tree = Files.createDirectories(root.resolve("tree/below")).getParent();
        Files.write(tree.resolve("three"), new byte[3]);
        Files.write(tree.resolve("below/four"), new byte[4]);
        Files.createSymbolicLink(tree.resolve("link"), root.resolve("elsewhere"));
        Files.write(root.resolve("elsewhere"), new byte[100]);

        assertThat(FileTree.size(tree, Long.MAX_VALUE)).isEqualTo(7);
        assertThat(FileTree.size(tree.resolve("three"), Long.MAX_VALUE)).isEqualTo(3);
        assertThat(FileTree.size(tree, 1)).isBetween(3L, 4L);
    }

    /** A task's directory is looked through while others clean up in it. */
    @Test
    void whatVanishesHasNoSize() throws Exception {
        assertThat(FileTree.size(root.resolve("nothing"), Long.MAX_VALUE)).isZero();

        Path tree = Files.createDirectory(root.resolve("tree"));
        Files.write(tree.resolve("stays"), new byte[3]);
        AtomicBoolean done = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                try {
                    Files.delete(Files.createDirectories(tree.resolve("a/b")));
                    Files.delete(tree.resolve("a"));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        });
        for (int round = 0; round < 2000; round++) {
            assertThat(FileTree.size(tree, Long.MAX_VALUE)).isEqualTo(3);
        }
        done.set(true);
        others.join();
    }

    /** Builds may leave such trees; no path of the system is long enough to name the lowest directories. */
    @Test
    void treesDeeperThanAnyPathAreDeleted() throws Exception {
        Path tree = Files.createDirectory(root.resolve("tree"));
        Path other = Files.writeString(root.resolve("other"), "kept");
        Files.createSymbolicLink(tree.resolve("link"), root);
        deepen(tree);
        assertThat(FileTree.size(tree, Long.MAX_VALUE)).isEqualTo(5);

        FileTree.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(other).hasContent("kept");
    }

    private static void deepen(Path tree) throws IOException, InterruptedException {
        String script = "echo file > file; for i in $(seq 400); do mkdir 0123456789012345678901; cd 0123456789*;"
                + " [ $i -lt 390 ] || echo deep > file; chmod 500 .; done";
        Process process = new ProcessBuilder("bash", "-euc", script)
                .directory(tree.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
