package fatbuildr.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.FileTree;
import fatbuildr.container.TinyRoot;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An update changes the image as a whole or not at all. */
@Timeout(60)
final class ImageUpdateTest {
    private static final String CHANGES =
            "sh -c 'echo new >>/etc/tool; rm /etc/gone; mkdir -m 750 /opt; echo more >/opt/more'";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final Journal journal = message -> {
        if (message instanceof ConsoleMessage.Bytes bytes) {
            output.writeBytes(bytes.data());
            if (output.toString(UTF_8).contains("changed")) {
                waiting.countDown();
            }
        }
    };
    private Path image;
    private Path environmentFile;

    @BeforeEach
    void prepare() throws Exception {
        image = TinyRoot.make(directory.resolve("images/lab/deb.img"));
        Files.writeString(image.resolve("etc/tool"), "old\n");
        Files.writeString(image.resolve("etc/gone"), "still here\n");
        environmentFile = Files.createDirectories(image.resolve("var/cache/pbuilder/env/etc"))
                .resolve("file");
        Files.writeString(environmentFile, "of the environment\n");
    }

    @AfterEach
    void nothingIsLeftBesideTheImage() throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("images/lab"))) {
            assertThat(entries).containsExactly(image);
        }
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(directory.toString());
        FileTree.delete(image);
    }

    private Images images(String... commands) throws IOException {
        return TestImages.in(directory, "[format:deb]\nimg_update_cmds = " + String.join(" && ", commands) + "\n");
    }

    private void imageIsAsBefore() {
        assertThat(image.resolve("etc/tool")).hasContent("old");
        assertThat(image.resolve("etc/gone")).exists();
        assertThat(image.resolve("opt")).doesNotExist();
    }

    @Test
    void allCommandsSeeWhatTheOnesBeforeHaveDone() throws Exception {
        Object place = Files.getAttribute(environmentFile, "unix:ino");
        images(CHANGES, "sh -c 'test ! -e /etc/gone; cat /opt/more >>/etc/tool'")
                .updateImage(TestImages.LAB, "deb", journal);
        assertThat(image.resolve("etc/tool")).hasContent("old\nnew\nmore");
        assertThat(image.resolve("etc/gone")).doesNotExist();
        assertThat(Files.getAttribute(image.resolve("opt"), "unix:mode")).isEqualTo(040750);
        // Environments are not copied.
        assertThat(Files.getAttribute(environmentFile, "unix:ino")).isEqualTo(place);
    }

    @Test
    void aFailingCommandLeavesTheImageAsItWas() throws Exception {
        Images images = images(CHANGES, "sh -c 'rm -r /etc /usr/lib; exit 3'", "touch /never");
        assertThatThrownBy(() -> images.updateImage(TestImages.LAB, "deb", journal))
                .hasMessageContaining("3");
        imageIsAsBefore();
        images.imageShell(TestImages.LAB, "deb", "dumb", List.of("sh", "-c", "echo by hand >>/etc/tool"), journal);
        assertThat(image.resolve("etc/tool")).hasContent("old\nby hand");
    }

    @Test
    void theImageIsWholeAtEachMomentOfAnUpdate() throws Exception {
        Images images = images(CHANGES, "sh -c 'echo x >>/etc/tool; echo changed; sleep 60'");
        FutureTask<Void> update = new FutureTask<>(() -> {
            images.updateImage(TestImages.LAB, "deb", journal);
            return null;
        });
        Thread thread = Thread.ofPlatform().start(update);
        waiting.await();
        // What a killed daemon leaves, the next one's start removes.
        imageIsAsBefore();
        try (Stream<Path> entries = Files.list(directory.resolve("images/lab"))) {
            assertThat(entries.filter(entry -> !entry.equals(image)))
                    .isNotEmpty()
                    .allMatch(entry -> entry.getFileName().toString().startsWith("."));
        }
        thread.interrupt();
        thread.join();
        imageIsAsBefore();
        Files.createDirectories(directory.resolve("images/lab/.deb.img.part-1/root/etc"));
        images.recover(TestImages.LAB);
        imageIsAsBefore();
    }

    @Test
    void namesAreExchangedAtOneMomentOrNotAtAll() throws IOException {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createFile(one.resolve("mark"));
        assertThat(NameExchange.between(one, other)).isTrue();
        assertThat(other.resolve("mark")).exists();
        assertThat(NameExchange.between(one, directory.resolve("missing"))).isFalse();
        assertThat(one).isEmptyDirectory();
    }
}
