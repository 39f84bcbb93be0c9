package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveNamesTest {
    @ParameterizedTest
    @CsvSource({
        "icons-1.11.zip,.zip,icons-1.11,icons-111",
        "ui_kit-0.9~rc2.tar.gz,.tar.gz,ui_kit-0.9~rc2,uikit-09rc2",
        "lib.core_2.0+git.tar.xz,.tar.xz,lib.core_2.0+git,libcore20git",
        "x-1.2.tgz,.tgz,x-1.2,x-12",
        "x-1.2.tar,.tar,x-1.2,x-12",
        "x-1.2.TAR.BZ2,.TAR.BZ2,x-1.2,x-12",
        "x-1.2.tar.zst,.tar.zst,x-1.2,x-12",
        "x-1.2.gz,,x-1.2.gz,x-12gz",
        "-x.zip,.zip,-x,x",
    })
    void stems(String fileName, String suffix, String stem, String subdirectory) {
        assertThat(ArchiveNames.suffix(fileName).orElse(null)).isEqualTo(suffix);
        assertThat(ArchiveNames.stem(fileName)).isEqualTo(stem);
        assertThat(ArchiveNames.subdirectory(fileName)).isEqualTo(subdirectory);
    }

    @Test
    void aNameWithoutLettersNamesNoDirectory() {
        assertThatThrownBy(() -> ArchiveNames.subdirectory("...zip")).isInstanceOf(FatbuildrException.class);
    }

    @Test
    void suppliedArchivesCarryTheirVersion() {
        SourceId id = SourceId.parse("hello");
        assertThat(ArchiveNames.supplied(id, "1.0~rc1")).isEqualTo("hello-1.0~rc1.tar.xz");
        assertThat(ArchiveNames.suppliedVersion(id, "hello-1.0~rc1.tar.xz")).isEqualTo("1.0~rc1");
        assertThat(ArchiveNames.suppliedVersion(id, "hello_1.0.tar.xz")).isEqualTo("1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello-1.0.tar.gz",
                "hullo-1.0.tar.xz",
                "hello2.1.0.tar.xz",
                "hello-.tar.xz",
                "hello.tar.xz",
                "hello-a/b.tar.xz"
            })
    void otherNamesAreRefused(String fileName) {
        SourceId id = SourceId.parse("hello");
        assertThatThrownBy(() -> ArchiveNames.suppliedVersion(id, fileName)).isInstanceOf(FatbuildrException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "", "a\nb", ".git", "-rf", "a b"})
    void namesOfArtifactsAndSources(String name) {
        assertThatThrownBy(() -> ArtifactName.parse(name))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("artifact name \"")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> SourceId.parse(name)).hasMessageStartingWith("source id \"");
    }
}
