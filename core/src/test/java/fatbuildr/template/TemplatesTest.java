package fatbuildr.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.artifact.ArtifactVersion;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplatesTest {
    private static final Map<String, Object> VARIABLES =
            Map.of("version", ArtifactVersion.of("3.1~rc1", "2", Optional.of("deb12")));

    private final Templates templates = new Templates(ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {{ '1.2~rc1' | gittag }}              ; 1.2-rc1
            {{ '1.2-0rc1' | rpm_version }}        ; 1.2~0rc1
            {{ 949550706 | timestamp_rpmdate }}   ; Thu Feb 03 2000
            {{ 949550706 | timestamp_iso }}       ; 2000-02-03 04:05:06
            {{ version }}                         ; 3.1~rc1-2.deb12
            {{ version.main | gittag }}           ; 3.1-rc1
            {{ version.major + 1 }}               ; 4
            {{ version.build }}                   ; -1
            {{ version.fullrelease }}             ; 2.deb12
            a{{ nothing }}b                       ; ab
            {{ '<&>' }}                           ; <&>
            """)
    void settingsAndFilters(String source, String expected) {
        assertThat(templates.render("t", source, VARIABLES)).isEqualTo(expected);
    }

    @Test
    void whitespaceSettings() {
        assertThat(templates.render("t", "a\n  {% if true %}\nb\n  {% endif %}\nc\n", VARIABLES))
                .isEqualTo("a\nb\nc\n");
    }

    @Test
    void datesAreThoseOfTheZone() {
        assertThat(new Templates(ZoneId.of("Asia/Tokyo")).render("t", "{{ 949550706 | timestamp_iso }}", VARIABLES))
                .isEqualTo("2000-02-03 13:05:06");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {{ nothing.attribute }}
            {% if %}
            {{ 'x' | timestamp_iso }}
            {{ 10 ** 30 | timestamp_iso }}
            {{ 'x' | nofilter }}
            """)
    void failuresNameTheTemplateAndLine(String source) {
        assertThatThrownBy(() -> templates.render("deb/rules.j2", "\n" + source, VARIABLES))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("template deb/rules.j2:2: ");
    }

    @Test
    void treesAreRenderedInPlace() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("deb/sub"));
        Path rules = write("deb/rules.j2", "{% include 'shared.j2' %}v={{ version.main }}\n");
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rwxr-x--x"));
        write("deb/shared.j2", "# shared\n");
        write("deb/sub/x.j2", "{{ version }}");
        write("deb/sub/x", "old");
        write("deb/plain", "{{ version }}");
        write("deb/.j2", "{{ version }}");
        Files.createSymbolicLink(tree.resolve("link.j2"), Path.of("x.j2"));
        Files.createSymbolicLink(tree.resolve("nowhere.j2"), Path.of("y.j2"));
        assertThat(new TemplateTree(templates).render(directory.resolve("deb"), VARIABLES))
                .containsExactly(Path.of("rules"), Path.of("shared"), Path.of("sub/link"), Path.of("sub/x"));
        assertThat(directory.resolve("deb/sub/link")).isRegularFile().hasContent("3.1~rc1-2.deb12");
        assertThat(directory.resolve("deb/rules")).hasContent("# shared\nv=3.1~rc1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("deb/rules"))))
                .isEqualTo("rwxr-x--x");
        assertThat(directory.resolve("deb/sub/x")).hasContent("3.1~rc1-2.deb12");
        assertThat(directory.resolve("deb/plain")).hasContent("{{ version }}");
        assertThat(rules).as("the templates do not enter the package").doesNotExist();
        assertThat(directory.resolve("deb/sub/x.j2")).doesNotExist();
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Files.createDirectories(directory.resolve("deb"));
        Files.write(directory.resolve("deb/logo.png.j2"), new byte[] {(byte) 0x89, 'P', (byte) 0xff});
        assertThatThrownBy(() -> new TemplateTree(templates).render(directory.resolve("deb"), VARIABLES))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("template deb/logo.png.j2: not UTF-8 text; files with the suffix .j2 must be");
    }

    @Test
    void errorsInTreesNameTheFile() throws IOException {
        Files.createDirectories(directory.resolve("deb"));
        write("deb/control.j2", "Source: x\n{{ version.main\n");
        assertThatThrownBy(() -> new TemplateTree(templates).render(directory.resolve("deb"), VARIABLES))
                .hasMessageStartingWith("template deb/control.j2:");
        assertThat(directory.resolve("deb/control")).doesNotExist();
    }

    @Test
    void includesDoNotLeaveTheDirectory() throws IOException {
        Files.createDirectories(directory.resolve("deb"));
        write("secret", "secret");
        write("deb/x.j2", "{% include '../secret' %}");
        assertThatThrownBy(() -> new TemplateTree(templates).render(directory.resolve("deb"), VARIABLES))
                .isInstanceOf(FatbuildrException.class);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
