package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenamingRulesTest {
    private static final ArtifactVersion VERSION = ArtifactVersion.of("3.1", "1", Optional.of("deb12"));

    @TempDir
    private Path root;

    private Path definition = Path.of("");
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void definition() throws IOException {
        definition = Files.createDirectories(root.resolve("definition"));
        write("definition/deb/a", "a");
        write("definition/deb/b", "b");
        write("definition/deb/dir/c", "c");
        write("outside", "untouched");
    }

    @Test
    void templatesNameFilesAfterTheVersion() throws IOException {
        write(
                "definition/rename.j2",
                "deb/a deb/lib{{ version.major }}.install\n\n  deb/dir deb/dir{{ version.main }}  \n");
        write("definition/rename", "deb/b deb/z\n");
        apply();
        assertThat(definition.resolve("deb/lib3.install")).hasContent("a");
        assertThat(definition.resolve("deb/dir3.1/c")).hasContent("c");
        assertThat(definition.resolve("deb/b")).exists();
        assertThat(warnings).isEmpty();
    }

    @Test
    void rulesMayBeSharedThroughALink() throws IOException {
        write("definition/common/rules", "deb/a deb/z\n");
        Files.createSymbolicLink(definition.resolve("rename.j2"), Path.of("common/rules"));
        apply();
        assertThat(definition.resolve("deb/z")).hasContent("a");
    }

    @Test
    void plainRulesReplaceFiles() throws IOException {
        rules("deb/a deb/b");
        assertThat(definition.resolve("deb/b")).hasContent("a");
        assertThat(definition.resolve("deb/a")).doesNotExist();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            deb/a                   | SOURCE DESTINATION is expected
            deb/a  deb/z            | SOURCE DESTINATION is expected
            deb/a deb/y deb/z       | SOURCE DESTINATION is expected
            deb/x deb/z             | deb/x does not exist
            deb/a nowhere/z         | there is no directory for nowhere/z
            deb/a deb/dir           | deb/dir is a directory already
            deb/dir deb/dir/inner   | deb/dir/inner is inside deb/dir
            deb/a ../z              | ../z leads out of the definition
            ../outside deb/z        | ../outside leads out of the definition
            deb/a /etc/z            | /etc/z leads out of the definition
            . deb/z                 | . leads out of the definition
            deb/a link/z            | link/z leads out of the definition
            link/outside deb/z      | link/outside leads out of the definition
            """)
    void rulesThatCannotBeAppliedAreWarnings(String rule, String reason) throws IOException {
        Files.createSymbolicLink(definition.resolve("link"), root);
        rules(rule);
        assertThat(warnings).singleElement().asString().startsWith("renaming rule \"" + rule + "\" ignored: " + reason);
        assertThat(definition.resolve("deb/a")).hasContent("a");
        assertThat(root.resolve("outside")).hasContent("untouched");
        assertThat(root.resolve("z")).doesNotExist();
    }

    @Test
    void noRulesNoChange() {
        apply();
        assertThat(warnings).isEmpty();
    }

    @Test
    void brokenTemplatesFail() throws IOException {
        write("definition/rename.j2", "deb/a {{ version. }}\n");
        assertThatThrownBy(this::apply)
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("template rename.j2:1: ");
    }

    private void rules(String text) throws IOException {
        write("definition/rename", text + "\n");
        apply();
    }

    private void apply() {
        RenamingRules.apply(definition, new Templates(ZoneOffset.UTC), Map.of("version", VERSION), warnings::add);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
