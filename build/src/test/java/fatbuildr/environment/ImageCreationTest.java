package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.source.RecordingJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images made by another tool than ours, from a definition of its own. */
@Timeout(60)
final class ImageCreationTest {
    private static final String TOOL = """
            sh -c 'set -eu
              grep -q Distribution "$1"
              mkdir -p "$2/etc"
              echo root:x:0:0::/root:/bin/sh >"$2/etc/passwd"
              echo root:x:0: >"$2/etc/group"
              mkdir "$2/under"
              tar -xf "$3" -C "$2/under"
              printf "%s" "$4" >"$2/arguments"'
            sh {{ definition }} {{ path }} {{ skeleton }} "{{ format }} {{ user }}:{{ group }} {{ uid }}:{{ gid }} {{ path.parent.name }} {{ definition.name }}"
            """;

    @TempDir
    Path directory;

    private Path create(String sysusers) throws IOException, InterruptedException {
        Path defs = Files.createDirectories(directory.resolve("defs"));
        Files.writeString(defs.resolve("deb.mkosi"), "[Distribution]\nDistribution=debian\n");
        Images images = TestImages.in(
                directory,
                "defs = %s\ncreate_cmd = %s\n[format:deb]\nimg_create_use_sysusersd = %s\n"
                        .formatted(defs, TOOL.strip().replace("$", "$$").replace("\n", "\n "), sysusers));
        images.createImage(TestImages.LAB, "deb", false, new RecordingJournal());
        return directory.resolve("images/lab/deb.img");
    }

    @Test
    void anotherToolGetsWhatItNeedsAndNothingMoreIsAskedFor() throws Exception {
        Path image = create("yes");
        assertThat(image.resolve("arguments")).hasContent("deb builder:builder 59500:59500 lab deb.mkosi");
        assertThat(image.resolve("under/usr/lib/sysusers.d/fatbuildr.conf"))
                .hasContent("g builder 59500\nu builder 59500:59500 \"Builds\" /build /bin/sh\n");
        assertThat(directory.resolve("images/lab").toFile().list()).containsExactly("deb.img");
    }

    @Test
    void theAccountMayComeAsFilesToo() throws Exception {
        Path under = create("no").resolve("under/etc");
        assertThat(under.resolve("passwd")).hasContent("builder:x:59500:59500::/build:/bin/sh\n");
        assertThat(under.resolve("group")).hasContent("builder:x:59500:\n");
        assertThat(Files.getAttribute(under.resolve("gshadow"), "unix:mode")).isEqualTo(0100640);
    }
}
