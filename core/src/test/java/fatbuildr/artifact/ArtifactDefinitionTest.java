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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArtifactDefinitionTest {
    private static final ArtifactName ARTIFACT = ArtifactName.parse("viewer");
    private static final SourceId VIEWER = SourceId.parse("viewer");
    private static final SourceId ICONS = SourceId.parse("icons");
    private static final Templates TEMPLATES = new Templates(ZoneOffset.UTC);

    /** The example of artifact-definition.md section 2.1. */
    private static final String EXAMPLE = """
            sources:
              icons: https://dl.example.org/icons/{{ version }}.zip!icons-{{ version }}.zip
              viewer: https://dl.example.org/viewer/v{{ version|gittag }}/viewer-{{ version }}.tar.gz
            derivatives:
              main: {viewer: "2.4.0", icons: "1.11"}
              next: {viewer: "3.0.0~rc1", icons: "1.11"}
            checksums:
              viewer:
                "2.4.0": {sha256: %1$s}
                "3.0.0~rc1": {sha256: %1$s}
              icons:
                "1.11": {sha256: %1$s, sha1: %2$s}
            deb: {release: 1}
            rpm: {release: 1, buildargs: --with gui --define 'a b'}
            """.formatted("AA".repeat(32), "dd".repeat(20));

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void severalSourcesAndDerivatives() throws IOException {
        ArtifactDefinition definition = load(EXAMPLE);
        assertThat(definition.formats()).containsExactly("rpm", "deb");
        assertThat(definition.derivatives()).containsExactly("main", "next");
        assertThat(definition.sources()).as("main first").containsExactly(VIEWER, ICONS);
        assertThat(definition.version(VIEWER, "next")).contains("3.0.0~rc1");
        assertThat(definition.requireVersion(ICONS, "next")).isEqualTo("1.11");
        assertThat(definition.checksums(ICONS, "1.11"))
                .isEqualTo(Map.of(ChecksumAlgorithm.SHA1, "dd".repeat(20), ChecksumAlgorithm.SHA256, "aa".repeat(32)));
        assertThat(definition.release("deb")).isEqualTo("1");
        assertThat(definition.buildArguments("rpm")).containsExactly("--with", "gui", "--define", "a b");
        assertThat(definition.buildArguments("deb")).isEmpty();
        assertThat(definition.target("deb", "2.4.0", Optional.of("deb12")).full())
                .isEqualTo("2.4.0-1.deb12");
        assertThat(warnings).isEmpty();
    }

    @Test
    void urlsAreRenderedWithTheVersionOfTheirSource() throws IOException {
        ArtifactDefinition definition = load(EXAMPLE);
        SourceUrl viewer = definition.url(VIEWER, "3.0.0~rc1", TEMPLATES);
        assertThat(viewer.url()).hasToString("https://dl.example.org/viewer/v3.0.0-rc1/viewer-3.0.0~rc1.tar.gz");
        assertThat(viewer.fileName()).isEqualTo("viewer-3.0.0~rc1.tar.gz");
        SourceUrl icons = definition.url(ICONS, "1.11", TEMPLATES);
        assertThat(icons.url()).hasToString("https://dl.example.org/icons/1.11.zip");
        assertThat(icons.fileName()).isEqualTo("icons-1.11.zip");
    }

    @Test
    void badUrlTemplatesNameTheirPlace() throws IOException {
        ArtifactDefinition definition = load("source: https://h/{{ version\nversion: 1\ndeb: {release: 1}\n");
        assertThatThrownBy(() -> definition.url(VIEWER, "1", TEMPLATES))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("artifact.yml:1: source: template source:1: ");
        ArtifactDefinition ftp = load("source: ftp://h/x.zip\nversion: 1\ndeb: {release: 1}\n");
        assertThatThrownBy(() -> ftp.url(VIEWER, "1", TEMPLATES))
                .hasMessage("artifact.yml:1: source: source ftp://h/x.zip: an http or https URL is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.10", "1.0", "08", "1e3", "2026-01-01", "1_0", "0x10", "1.7"})
    void versionsKeepTheirText(String version) throws IOException {
        ArtifactDefinition definition = load("source: https://h/x.zip\nversion: " + version + "\nchecksums:\n  "
                + version + ": {sha1: " + "ab".repeat(20) + "}\ndeb: {release: 10}\n");
        assertThat(definition.requireVersion(VIEWER, "main")).isEqualTo(version);
        assertThat(definition.checksums(VIEWER, version)).hasSize(1);
        assertThat(definition.release("deb")).isEqualTo("10");
    }

    @Test
    void singleSourceWithDerivatives() throws IOException {
        ArtifactDefinition definition = load(
                "source: https://h/x.zip\nversion: 9\nderivatives: {main: 1.10, next: 2}\ndeb: {release: 2+beta1}\n");
        assertThat(definition.requireVersion(VIEWER, "main")).isEqualTo("1.10");
        assertThat(definition.requireVersion(VIEWER, "next")).isEqualTo("2");
        assertThat(definition.version(ICONS, "main")).isEmpty();
        assertThat(definition.release("deb")).isEqualTo("2+beta1");
        assertThatThrownBy(() -> definition.version(VIEWER, "other"))
                .hasMessage("artifact.yml:1: artifact viewer does not support derivative other");
        assertThatThrownBy(() -> definition.requireFormat("rpm"))
                .hasMessage("artifact.yml:1: artifact viewer does not support format rpm");
    }

    @Test
    void severalVersionsWithoutDerivatives() throws IOException {
        ArtifactDefinition definition = load(
                "sources: {viewer: https://h/a.zip, icons: https://h/b.zip}\nversions: {viewer: 1.0}\ndeb: {release: 1}\n");
        assertThat(definition.derivatives()).containsExactly("main");
        assertThat(definition.requireVersion(VIEWER, "main")).isEqualTo("1.0");
        assertThatThrownBy(() -> definition.requireVersion(ICONS, "main"))
                .hasMessage("artifact.yml:1: no version of source icons for derivative main");
    }

    @Test
    void imagesNeedNeitherSourceNorRelease() throws IOException {
        ArtifactDefinition definition = load("version: 1\nosi:\n");
        assertThat(definition.formats()).containsExactly("osi");
        assertThat(definition.sources()).isEmpty();
        assertThat(definition.release("osi")).isEqualTo("0");
        assertThat(definition.buildArguments("osi")).isEmpty();
        assertThat(definition.target("osi", "1", Optional.empty()).full()).isEqualTo("1-0");
    }

    @Test
    void firstMetadataFileWins() throws IOException {
        Files.writeString(directory.resolve("meta.yml"), "version: 1\nosi:\n");
        assertThat(DefinitionLoader.load(directory, ARTIFACT, warnings::add).requireVersion(VIEWER, "main"))
                .isEqualTo("1");
        assertThat(warnings).containsExactly("meta.yml is deprecated: rename it to artifact.yml");
        Files.writeString(directory.resolve("artifact.yaml"), "version: 2\nosi:\n");
        assertThat(DefinitionLoader.load(directory, ARTIFACT, warnings::add).requireVersion(VIEWER, "main"))
                .isEqualTo("2");
        assertThat(load("version: 3\nosi:\n").requireVersion(VIEWER, "main")).isEqualTo("3");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void noMetadataFile() {
        assertThatThrownBy(() -> DefinitionLoader.load(directory, ARTIFACT, warnings::add))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("no definition of artifact viewer in " + directory
                        + ": one of artifact.yml, artifact.yaml, meta.yml is expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                       | :1: the definition is empty
            # nothing                                | :1: the definition is empty
            []                                       | :1: a mapping is expected, not a list
            a: [                                     | :2: invalid YAML: expected the node content, but found '<stream end>'
            version: 1                               | :1: no format: one of the keys rpm, deb, osi is expected
            deb:                                     | :1: deb: key release is missing
            deb: {}                                  | :1: deb: key release is missing
            deb: 1                                   | :1: deb: a mapping is expected, not a text
            deb: {release: 1-2}                      | :1: deb.release: a release may hold only letters and digits of ASCII and . + ~ ^ _
            deb: {release: [1]}                      | :1: deb.release: a text is expected, not a list
            osi:;source: [a]                         | :2: source: a text is expected, not a list
            osi:;sources: text                       | :2: sources: a mapping is expected, not a text
            osi:;sources: {icons: https://h/x}       | :2: sources: no main source: one of the sources must have the name of the artifact, viewer
            osi:;sources: {viewer: }                 | :2: sources.viewer: a value is missing
            osi:;sources: {viewer: u, ../x: u}       | :2: sources.../x: source id "../x": a name may not begin with a dot or a dash
            osi:;version: [1]                        | :2: version: a text is expected, not a list
            osi:;derivatives: {}                     | :2: derivatives: at least one derivative is required
            osi:;derivatives: {main: {viewer: 1}}    | :2: derivatives.main: a text is expected, not a mapping
            osi:;sources: {viewer: u};versions: 1    | :3: versions: a mapping is expected, not a text
            osi:;checksums: x                        | :2: checksums: a mapping is expected, not a text
            """)
    void badDefinitionsAreRefused(String text, String error) {
        assertThatThrownBy(() -> load(text.replace(";", "\n") + "\n"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("artifact.yml" + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x: 1                       | :1: no checksum of source viewer for version 1
            checksums: {2: {}}         | :1: no checksum of source viewer for version 1
            checksums: {1: {}}         | :1: checksums.1: at least one checksum is required, such as sha256
            checksums: {1: abc}        | :1: checksums.1: a mapping is expected, not a text
            checksums: {1: {sha3: a}}  | :1: checksums.1.sha3: unknown algorithm; known are md5, sha1, sha224, sha256, sha384 and sha512
            checksums: {1: {sha1: a}}  | :1: checksums.1.sha1: not a hexadecimal sha1 digest
            checksums: {1: {md5: []}}  | :1: checksums.1.md5: a text is expected, not a list
            """)
    void badChecksumsAreRefused(String text, String error) throws IOException {
        ArtifactDefinition definition = load(text + "\nosi:\n");
        assertThatThrownBy(() -> definition.checksums(VIEWER, "1"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("artifact.yml" + error);
    }

    @Test
    void checksumAlgorithms() throws IOException {
        ArtifactDefinition definition =
                load("checksums:\n  1: {md5: %s, sha1: %s, sha224: %s, sha256: %s, sha384: %s, sha512: %s}\nosi:\n"
                        .formatted(
                                "a".repeat(32),
                                "a".repeat(40),
                                "a".repeat(56),
                                "a".repeat(64),
                                "a".repeat(96),
                                "a".repeat(128)));
        assertThat(definition.checksums(VIEWER, "1").keySet()).containsExactly(ChecksumAlgorithm.values());
        assertThat(definition.checksums(VIEWER, "1").keySet())
                .filteredOn(ChecksumAlgorithm::isWeak)
                .containsExactly(ChecksumAlgorithm.MD5, ChecksumAlgorithm.SHA1);
        assertThat(ChecksumAlgorithm.SHA512.digestName()).isEqualTo("SHA-512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1/2'", "'../1'", "'1 2'", "'-1'", "\"1\\n2\"", "''", "'1:2'", "1;2"})
    void versionsThatCannotBeFileNames(String version) throws IOException {
        ArtifactDefinition definition = load("version: " + version + "\nosi:\n");
        assertThatThrownBy(() -> definition.version(VIEWER, "main"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("artifact.yml:1: version: a version may hold only");
    }

    @Test
    void badBuildArguments() throws IOException {
        ArtifactDefinition definition = load("rpm: {release: 1, buildargs: \"--with 'x\"}\n");
        assertThatThrownBy(() -> definition.buildArguments("rpm"))
                .hasMessage("artifact.yml:1: rpm.buildargs: a quote is not closed");
    }

    @Test
    void randomDefinitionsOnlyFailTheKnownWay() throws IOException {
        Random random = new Random(37);
        String[] pieces = {
            "source",
            "sources",
            "viewer",
            "version",
            "versions",
            "derivatives",
            "main",
            "checksums",
            "deb",
            "osi",
            "release",
            ": ",
            ":\n",
            "\n",
            "\n  ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "1",
            "'",
            "&a ",
            "*a",
            "~",
            "osi:\n",
            "https://h/x"
        };
        int loaded = 0;
        for (int i = 0; i < 800; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "osi:\n" : "");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                ArtifactDefinition definition = load(text.toString());
                loaded++;
                definition.version(VIEWER, "main");
                definition.checksums(VIEWER, "1");
            } catch (FatbuildrException expected) {
                assertThat(expected).hasMessageStartingWith("artifact.yml").hasMessageNotContaining("\n");
            }
        }
        assertThat(loaded).isPositive();
    }

    private ArtifactDefinition load(String text) throws IOException {
        Files.writeString(directory.resolve("artifact.yml"), text);
        return DefinitionLoader.load(directory, ARTIFACT, warnings::add);
    }
}
