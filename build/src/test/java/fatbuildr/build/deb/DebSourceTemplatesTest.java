package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.build.BuildContext.PublishedSource;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rendered on the way to a source tree, and with which version. */
final class DebSourceTemplatesTest {
    @TempDir
    Path directory;

    @Test
    void packagingPatchesAndRulesAreRenderedWithTheFinalVersion() throws Exception {
        TestBuild build = new TestBuild(directory).supplyHello();
        build.published = Optional.of(new PublishedSource("1.0-1.deb12", ""));
        build.definition.put("rename.j2", "deb/hello-M.install.j2 deb/hello{{ version.major }}.install.j2\n");
        build.definition.put("deb/hello-M.install.j2", "README usr/share/{{ artifact }}-{{ version.main }}\n");
        build.definition.put("deb/README.source.j2", "{{ version.full }} {{ version }} {{ distribution }}\n");
        build.definition.put("patches/1.0/0001-readme", """
                Template: yes

                --- a/README
                +++ b/README
                @@ -1 +1 @@
                -hello
                +hello {{ version.full }}
                """);
        DebSource source = build.create();

        Path debian = source.tree().resolve("debian");
        assertThat(debian.resolve("hello1.install")).hasContent("README usr/share/hello-1.0\n");
        assertThat(debian.resolve("README.source")).hasContent("1.0-1.deb12+build0 1.0-1.deb12+build0 bookworm\n");
        assertThat(debian).isDirectoryNotContaining("glob:**.j2");
        assertThat(build.roundTrip(source).resolve("README")).hasContent("hello 1.0-1.deb12+build0\n");
    }

    @Test
    void brokenTemplateIsNamed() throws Exception {
        TestBuild build = new TestBuild(directory).supplyHello();
        build.definition.put("deb/notes.j2", "{% if %}");

        assertThatThrownBy(build::create).isInstanceOf(FatbuildrException.class).hasMessageContaining("deb/notes.j2");
    }
}
