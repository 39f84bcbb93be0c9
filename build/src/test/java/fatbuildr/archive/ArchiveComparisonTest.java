package fatbuildr.archive;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.archive.Archives.Tar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveComparisonTest {
    @TempDir
    Path directory;

    private boolean same(Path one, Path other) throws InterruptedException {
        return new ArchiveComparison(ExtractionLimits.SOURCES).sameContent(one, other);
    }

    private static Tar tar() {
        return new Tar().directory("top").file("top/a", "x").symlink("top/l", "a");
    }

    @Test
    void packingDoesNotCount() throws Exception {
        Path one = tar().write(directory.resolve("1.tar.gz"));
        Tar reordered =
                new Tar().symlink("./top/l", "a").file("./top/a", "x", 0600).directory("./top", 0700);

        assertThat(same(one, reordered.write(directory.resolve("2.tar.xz")))).isTrue();
    }

    @Test
    void everyDifferenceOfFilesCounts() throws Exception {
        Path one = tar().write(directory.resolve("1.tar"));

        assertThat(same(one, tar().file("top/b", "").write(directory.resolve("more.tar"))))
                .isFalse();
        assertThat(same(one, changed("top/a", "y", 0644, "a"))).isFalse();
        assertThat(same(one, changed("top/a", "x", 0755, "a"))).isFalse();
        assertThat(same(one, changed("top/a", "x", 0644, "b"))).isFalse();
        assertThat(same(one, changed("top/b", "x", 0644, "a"))).isFalse();
        assertThat(same(one, changed("top/a", "x", 0644, "a"))).isTrue();
    }

    private Path changed(String name, String content, int mode, String target) throws Exception {
        return new Tar()
                .directory("top")
                .file(name, content, mode)
                .symlink("top/l", target)
                .write(directory.resolve("2.tar"));
    }
}
