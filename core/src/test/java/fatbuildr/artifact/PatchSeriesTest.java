package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatchSeriesTest {
    @TempDir
    private Path definition;

    @Test
    void genericBeforeVersionEachInByteOrder() throws IOException {
        write("generic/0002-b", "");
        write("generic/0001-Z", "");
        write("generic/0001-a", "");
        write("generic/0001-\u00e9", "");
        write("1.0/0001-v", "");
        write("1.1/0001-other", "");
        PatchSeries series = PatchSeries.select(definition, "1.0", "deb", "sid");
        assertThat(series.patches())
                .extracting(PatchSeries.Patch::name)
                .containsExactly("0001-Z", "0001-a", "0001-\u00e9", "0002-b", "0001-v");
        assertThat(series.declared()).isTrue();
    }

    @Test
    void sameNamesDoNotOverwriteEachOther() throws IOException {
        Path generic = write("generic/0001-x", "Description: g\n");
        write("generic/generic-0001-x", "");
        Path version = write("1.0/0001-x", "Description: v\n");
        PatchSeries series = PatchSeries.select(definition, "1.0", "deb", "sid");
        assertThat(series.patches())
                .extracting(PatchSeries.Patch::name)
                .containsExactly("generic-generic-0001-x", "generic-0001-x", "0001-x");
        assertThat(series.patches().get(0).file()).isEqualTo(generic);
        assertThat(series.patches().get(2).file()).isEqualTo(version);
    }

    @Test
    void onlyRegularVisibleFilesAreTaken() throws IOException {
        write("generic/.swp", "");
        write("generic/sub/deep", "");
        write("generic/0001-x", "");
        Files.createSymbolicLink(definition.resolve("patches/generic/.#0001-x"), Path.of("nobody@nowhere"));
        assertThat(PatchSeries.select(definition, "1.0", "deb", "sid").patches())
                .hasSize(1);
    }

    @Test
    void versionsShareThePatchesTheyLinkTo() throws IOException {
        write("1.0/0001-x", "Formats: rpm\n");
        write("1.0/0002-y", "");
        write("2.0/0003-z", "");
        Files.createSymbolicLink(definition.resolve("patches/1.1"), Path.of("1.0"));
        Files.createSymbolicLink(definition.resolve("patches/2.0/0002-y"), Path.of("../1.0/0002-y"));

        PatchSeries linked = PatchSeries.select(definition, "1.1", "deb", "sid");
        assertThat(linked.patches()).extracting(PatchSeries.Patch::name).containsExactly("0002-y");
        assertThat(linked.skipped()).hasSize(1);
        assertThat(PatchSeries.select(definition, "2.0", "deb", "sid").patches())
                .extracting(PatchSeries.Patch::name)
                .containsExactly("0002-y", "0003-z");

        write("generic/0004-g", "");
        Files.createSymbolicLink(definition.resolve("patches/3.0"), Path.of("generic"));
        assertThat(PatchSeries.select(definition, "3.0", "deb", "sid").patches())
                .hasSize(1);
    }

    @Test
    void linkToNoPatchIsAnError() throws IOException {
        write("generic/0001-x", "");
        Files.createSymbolicLink(definition.resolve("patches/generic/0002-y"), Path.of("../1.0/0002-y"));
        assertThatThrownBy(() -> PatchSeries.select(definition, "1.0", "deb", "sid"))
                .hasMessage("patch 0002-y is a link to something that does not exist");
    }

    @Test
    void skippedPatchesAreToldWithTheReason() throws IOException {
        write("generic/0001-x", "Formats: rpm\n---\n");
        write("generic/0002-t", "Template: yes\n\n");
        PatchSeries series = PatchSeries.select(definition, "1.0", "deb", "sid");
        assertThat(series.skipped()).containsExactly("Skipping patch 0001-x: it is for formats rpm only");
        assertThat(series.patches()).singleElement().matches(PatchSeries.Patch::template);
    }

    @Test
    void noDirectoryIsNoSeries() throws IOException {
        PatchSeries none = PatchSeries.select(definition, "1.0", "deb", "sid");
        assertThat(none).isEqualTo(new PatchSeries(false, List.of(), List.of()));
        Files.createDirectories(definition.resolve("patches/1.0"));
        assertThat(PatchSeries.select(definition, "1.0", "deb", "sid").declared())
                .isTrue();
    }

    @Test
    void theVersionCannotLeadElsewhere() {
        assertThatThrownBy(() -> PatchSeries.select(definition, "../../etc", "deb", "sid"))
                .isInstanceOf(FatbuildrException.class);
    }

    private Path write(String name, String text) throws IOException {
        Path file = definition.resolve("patches").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
