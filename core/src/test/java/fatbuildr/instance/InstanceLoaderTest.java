package fatbuildr.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstanceLoaderTest {
    static final String HEAD = "name: Lab\ngpg: {name: Bot, email: bot@lab.example}\n";
    static final String DEB = "formats: {deb: [{name: sid, env: sid, tag: s}]}\n";

    @TempDir
    private Path directory;

    @Test
    void sortedByIdAndBadOnesNeverStopTheOthers() throws IOException {
        write("b.yml", HEAD + DEB);
        write("a-1.x.yaml", HEAD + DEB);
        write("c.yml", "name: [");
        write("d.yml", HEAD);
        write(".hidden.yml", "rubbish");
        write("notes.txt", "rubbish");
        Files.createDirectory(directory.resolve("e.yml"));
        Files.write(directory.resolve("f.yml"), new byte[] {(byte) 0xff});
        LoadedInstances loaded = load();
        assertThat(loaded.definitions()).extracting(InstanceDefinition::id).containsExactly("a-1.x", "b");
        assertThat(loaded.errors()).hasSize(4);
        assertThat(loaded.errors().get(0)).startsWith(directory.resolve("c.yml") + ":1: invalid YAML: ");
        assertThat(loaded.errors().get(1)).isEqualTo(directory.resolve("d.yml") + ":1: key formats is missing");
        assertThat(loaded.errors().get(2)).contains("e.yml: cannot be read");
        assertThat(loaded.errors().get(3)).contains("f.yml: the file is not UTF-8 text");
    }

    @Test
    void ymlWinsOverYaml() throws IOException {
        write("lab.yml", HEAD + DEB);
        write("lab.yaml", "rubbish");
        LoadedInstances loaded = load();
        assertThat(loaded.definitions()).hasSize(1);
        assertThat(loaded.errors()).isEmpty();
        assertThat(loaded.warnings()).singleElement().asString().contains("lab.yaml: ignored");
    }

    @Test
    void idsAreChecked() throws IOException {
        write("my lab.yml", HEAD + DEB);
        write("-x.yml", HEAD + DEB);
        write("all.yml", HEAD + DEB);
        LoadedInstances loaded = load();
        assertThat(loaded.errors())
                .hasSize(2)
                .allSatisfy(error -> assertThat(error).contains("is no id of an instance"));
        assertThat(loaded.warnings()).singleElement().asString().contains("named all");
    }

    @Test
    void noInstanceIsAWarningNoDirectoryAnError() {
        assertThat(load().warnings()).singleElement().asString().contains("no instance is defined");
        LoadedInstances missing = new InstanceLoader("x86_64", List.of("deb")).load(directory.resolve("missing"));
        assertThat(missing.errors()).singleElement().asString().contains("cannot be read");
    }

    @Test
    void numbersStayText() throws IOException {
        write("x.yml", "name: 8\ngpg: {name: 1.10, email: a@b}\nformats: {deb: [{name: 12.10, env: 09, tag: 1.0}]}\n");
        InstanceDefinition definition = load().definitions().getFirst();
        assertThat(definition.name()).isEqualTo("8");
        assertThat(definition.owner().userid()).isEqualTo("1.10 <a@b>");
        Distribution distribution = definition.pipelines().distribution("12.10");
        assertThat(distribution.environment()).contains("09");
        assertThat(distribution.tag()).contains("1.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                     | x86_64
            null                   | x86_64
            []                     | x86_64
            [x86_64, aarch64]      | x86_64 aarch64
            [aarch64]              | x86_64 aarch64
            [aarch64, x86_64]      | x86_64 aarch64
            [amd64, arm64, arm64]  | x86_64 aarch64
            [ppc64el, armhf, i386] | x86_64 ppc64le armv7l i686
            """)
    void hostArchitectureIsFirst(String declared, String effective) throws IOException {
        write("x.yml", HEAD + DEB + "architectures: " + declared + "\n");
        assertThat(load().definitions().getFirst().architectures()).isEqualTo(List.of(effective.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gpg: {name: a, email: b@c};formats: {deb: []}                      | 1: key name is missing
            name: x;formats: {deb: []}                                         | 1: key gpg is missing
            name: x;gpg: {email: b@c};formats: {deb: []}                       | 2: gpg: key name is missing
            name: x;gpg: {name: a};formats: {deb: []}                          | 2: gpg: key email is missing
            name: x;gpg: {name: a, email: nobody};formats: {deb: []}           | 2: gpg.email: not a mail address
            name: x;gpg: {name: a <b>, email: b@c};formats: {deb: []}          | 2: gpg.name: a name may not hold < or >
            name: x;gpg: text;formats: {deb: []}                               | 2: gpg: a mapping is expected, not a text
            name: [x];gpg: {name: a, email: b@c};formats: {deb: []}            | 1: name: a text is expected, not a list
            name: "x\\ny";gpg: {name: a, email: b@c};formats: {deb: []}        | 1: name: a text of one line is expected
            HEAD;                                                              | 1: key formats is missing
            HEAD;formats:                                                      | 1: key formats is missing
            HEAD;formats: {}                                                   | 3: formats: at least one format is required
            HEAD;formats: [deb]                                                | 3: formats: a mapping is expected, not a list
            HEAD;formats: {deb: }                                              | 3: formats.deb: a list is expected, not nothing
            HEAD;formats: {deb: {name: x}}                                     | 3: formats.deb: a list is expected, not a mapping
            HEAD;formats: {deb: [x]}                                           | 3: formats.deb[0]: a mapping is expected, not a text
            HEAD;formats: {foo: []}                                            | 3: formats.foo: unknown format, known are rpm, deb, osi
            HEAD;formats: {deb: [{env: x, tag: y}]}                            | 3: formats.deb[0]: key name is missing
            HEAD;formats: {deb: [{name: x, tag: y}]}                           | 3: formats.deb[0]: key env is missing
            HEAD;formats: {rpm: [{name: x, env: y}]}                           | 3: formats.rpm[0]: key tag is missing
            HEAD;formats: {osi: [{name: x}, {name: x}]}                        | 3: formats.osi[1]: distribution x is defined twice
            HEAD;formats: {deb: [{name: x, env: e, tag: y}], osi: [{name: x}]} | 3: formats.osi[0]: distribution x is defined twice
            HEAD;formats: {rpm: [{name: x, env: y, tag: z, modules: a}]}       | 3: formats.rpm[0].modules: a list is expected, not a text
            HEAD;formats: {deb: [{name: a/b, env: y, tag: z}]}                 | 3: formats.deb[0].name: a name may not hold a slash
            HEAD;formats: {deb: [{name: .., env: y, tag: z}]}                  | 3: formats.deb[0].name: a name may not begin with a dot or a dash
            HEAD;formats: {deb: [{name: -a, env: y, tag: z}]}                  | 3: formats.deb[0].name: a name may not begin with a dot or a dash
            HEAD;formats: {deb: [{name: "a\\tb", env: y, tag: z}]}             | 3: formats.deb[0].name: a name may not hold control characters
            HEAD;formats: {deb: [{name: a, env: a b, tag: z}]}                 | 3: formats.deb[0].env: a name may hold only letters and digits of ASCII and _ . + ~ : @ -
            HEAD;formats: {deb: [{name: a, env: b, tag: z-1}]}                 | 3: formats.deb[0].tag: a tag may hold only letters and digits of ASCII and . + ~ _
            HEAD;formats: {deb: [{name: a, env: b, tag: z_1}]}                 | 3: formats.deb[0].tag: a tag of a deb distribution may not hold _, which no Debian version can
            HEAD;formats: {deb: [{name: a, env: b, tag: z, mirror: x y}]}      | 3: formats.deb[0].mirror: a text without blanks is expected
            HEAD;formats: {deb: [{name: a, env: b, tag: z, components: x $y}]} | 3: formats.deb[0].components: not a list of components separated by blanks
            HEAD;DEB;architectures: x86_64                                     | 4: architectures: a list is expected, not a text
            HEAD;DEB;architectures: [noarch]                                   | 4: architectures[0]: not an architecture: noarch
            HEAD;DEB;architectures: [../x]                                     | 4: architectures[0]: not an architecture: ../x
            HEAD;DEB;derivatives: [a]                                          | 4: derivatives: a mapping is expected, not a list
            HEAD;DEB;derivatives: {main: {}}                                   | 4: derivatives.main: the name main is reserved for the default derivative
            HEAD;DEB;derivatives: {a: {extends: b}}                            | 4: derivatives.a: extends b, which is not defined
            HEAD;DEB;derivatives: {a: {extends: a}}                            | 4: derivatives.a: extends itself, through a
            HEAD;DEB;derivatives: {a: {extends: b}, b: {extends: a}}           | 4: derivatives.a: extends itself, through a, b
            HEAD;DEB;derivatives: {a: {formats: [foo]}}                        | 4: derivatives.a.formats[0]: unknown format foo, known are rpm, deb, osi
            HEAD;DEB;derivatives: {a: {formats: deb}}                          | 4: derivatives.a.formats: a list is expected, not a text
            HEAD;DEB;derivatives: {../a: {}}                                   | 4: derivatives.../a: a name may not begin with a dot or a dash
            """)
    void badInputIsOneErrorNamingFileLineAndKey(String text, String error) throws IOException {
        String yaml =
                text.replace("HEAD", HEAD.strip()).replace("DEB", DEB.strip()).replace(";", "\n");
        Path file = write("x.yml", yaml);
        LoadedInstances loaded = load();
        assertThat(loaded.definitions()).isEmpty();
        assertThat(loaded.errors())
                .singleElement()
                .asString()
                .startsWith(file + ":")
                .doesNotContain("\n");
        if (!text.contains("x;y")) {
            assertThat(loaded.errors()).containsExactly(file + ":" + error);
        }
    }

    @Test
    void sharedEnvironmentsMustAgree() throws IOException {
        write("good.yml", HEAD + "formats: {deb: [{name: a, env: e, tag: x}, {name: b, env: e, tag: y}]}\n");
        write(
                "bad.yml",
                HEAD + "formats: {deb: [{name: a, env: e, tag: x}, {name: b, env: e, tag: y, components: main}]}\n");
        LoadedInstances loaded = load();
        assertThat(loaded.definitions()).extracting(InstanceDefinition::id).containsExactly("good");
        assertThat(loaded.errors())
                .singleElement()
                .asString()
                .contains("bad.yml:3: formats.deb[1]: distributions a and b share the environment e but differ");
    }

    @Test
    void unknownKeysAndDisabledFormatsAreWarnings() throws IOException {
        Path file = write(
                "x.yml",
                HEAD + "colour: red\nformats:\n  osi:\n    - {name: vm, tag: t}\n  rpm: []\n"
                        + "derivatives: {a: {format: [osi]}}\n");
        LoadedInstances loaded = new InstanceLoader("x86_64", List.of("deb", "osi")).load(directory);
        assertThat(loaded.warnings())
                .containsExactly(
                        file + ":3: colour: unknown key, ignored",
                        file + ":6: formats.osi[0].tag: unknown key, ignored",
                        file + ":8: derivatives.a.format: unknown key, ignored",
                        file + ":4: formats: rpm is not enabled in [images] formats of the configuration, left out");
        assertThat(loaded.definitions().getFirst().pipelines().formats()).containsExactly("osi");
    }

    @Test
    void randomYamlOnlyGivesErrors() throws IOException {
        Random random = new Random(29);
        String[] pieces = {
            "name",
            "gpg",
            "formats",
            "deb",
            "env",
            "tag",
            "derivatives",
            "extends",
            "main",
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
            "a",
            "'",
            "&a ",
            "*a",
            "~",
            HEAD,
            DEB
        };
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            write("r" + i + ".yml", text.toString());
        }
        LoadedInstances loaded = load();
        assertThat(loaded.definitions().size() + loaded.errors().size()).isEqualTo(60);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private LoadedInstances load() {
        return new InstanceLoader("amd64", List.of("rpm", "deb", "osi")).load(directory);
    }
}
