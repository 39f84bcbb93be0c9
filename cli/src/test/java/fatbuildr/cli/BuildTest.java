package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.cli.archive.Tar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildTest {
    private static final String TRIXIE =
            "{\"deb\":[{\"derivatives\":[\"main\"],\"distribution\":\"trixie\",\"environment\":\"trixie\"}]}";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    @BeforeEach
    void define() throws IOException {
        write(
                "artifacts/acme/artifact.yml",
                "source: https://dl.invalid/acme.tar.gz\nversion: 3.10\ndeb: {release: 1}\n");
        write("artifacts/acme/deb/control", "Source: acme\n\nPackage: acme\nArchitecture: any\n");
        write("src/main.c", "int main;\n");
        server.json("GET /lab/pipelines/formats.json?distribution=trixie", TRIXIE)
                .json("GET /lab/pipelines/formats.json?format=deb", TRIXIE)
                .json("GET /lab/pipelines/formats.json?derivative=main", TRIXIE)
                .json("GET /lab/pipelines/architectures.json", "[\"x86_64\",\"aarch64\"]")
                .json("POST /lab/build", Wire.SUBMITTED);
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Ctl ctl() {
        return new Ctl(home).uri(server);
    }

    /** A build that lacks nothing, with further options. */
    private String[] line(String... more) {
        List<String> line = new ArrayList<>(
                List.of("build", "-a", "acme", "-b", home.resolve("artifacts").toString()));
        line.addAll(List.of("-n", "Alice Ray", "-e", "alice@lab.example", "-m", "Rebuild"));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    /** The same without waiting for it. */
    private Ctl.Outcome build(String... more) {
        List<String> all = new ArrayList<>(List.of("--batch"));
        all.addAll(List.of(more));
        return ctl().run(line(all.toArray(String[]::new)));
    }

    private StubServer.Received submitted() {
        return server.received().stream()
                .filter(request -> request.line().equals("POST /lab/build"))
                .findFirst()
                .orElseThrow();
    }

    private Path part(String name) throws IOException {
        String body = submitted().body();
        int start = body.indexOf("\r\n\r\n", body.indexOf("name=\"" + name + "\"")) + 4;
        int end = body.indexOf("\r\n--fatbuildr-", start);
        Path file = home.resolve(name.replace('/', '-') + ".tar.xz");
        return Files.write(file, body.substring(start, end).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String field(String boundary, String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Test
    void theFormIsExactlyTheDocumentedOne() throws IOException {
        assertThat(build("-d", "trixie", "--sources", "3.2~rc1@" + home.resolve("src")))
                .isEqualTo(new Ctl.Outcome(
                        0,
                        "Submitted acme build task " + Wire.BUILD + "\n",
                        "Archiving local source acme 3.2~rc1 from " + home.resolve("src") + "\nUploading "
                                + UploadDisplay.size(submitted().body().length()) + "\n"));
        StubServer.Received request = submitted();
        String type = request.header("Content-type");
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        String start = field(boundary, "format", "deb")
                + field(boundary, "distribution", "trixie")
                + field(boundary, "architectures", "x86_64,aarch64")
                + field(boundary, "derivative", "main")
                + field(boundary, "artifact", "acme")
                + field(boundary, "user_name", "Alice Ray")
                + field(boundary, "user_email", "alice@lab.example")
                + field(boundary, "message", "Rebuild")
                + "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"tarball\"; filename=\"fatbuildr-artifact.tar.xz\"\r\n\r\n";
        assertThat(request.body())
                .startsWith(start + "\u00fd7zXZ")
                .contains("\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"source/acme\";"
                        + " filename=\"acme-3.2~rc1.tar.xz\"\r\n\r\n\u00fd7zXZ")
                .endsWith("YZ\r\n--" + boundary + "--\r\n");
        assertThat(request.header("Content-length"))
                .isEqualTo(String.valueOf(request.body().length()));
        assertThat(Tar.names(part("tarball"))).containsExactly("./", "./artifact.yml", "./deb/", "./deb/control");
        assertThat(Tar.names(part("source/acme"))).containsExactly("acme-3.2~rc1/", "acme-3.2~rc1/main.c");
    }

    @Test
    void theServerIsAskedInOrder() {
        assertThat(build("-d", "trixie").code()).isZero();
        assertThat(server.lines())
                .containsExactly(
                        "GET /lab/pipelines/formats.json?distribution=trixie",
                        "GET /lab/pipelines/formats.json?derivative=main",
                        "GET /lab/pipelines/architectures.json",
                        "POST /lab/build");
    }

    /** Neither option, or the format alone. */
    @Test
    void formatAndDistributionAreDeduced() {
        assertThat(build().code()).isZero();
        assertThat(server.lines()).startsWith("GET /lab/pipelines/formats.json?format=deb");
        assertThat(build("--format", "deb").code()).isZero();
        assertThat(submitted().body()).contains("name=\"distribution\"\r\n\r\ntrixie\r\n");
    }

    @Test
    void whatIsAmbiguousOrWrongIsNotSent() throws IOException {
        server.json("GET /lab/pipelines/formats.json?format=rpm", "{}");
        assertThat(build("--format", "rpm").err()).isEqualTo("""
                        ERROR ⸬ artifact error: format rpm is not in the definition of artifact acme
                        hint: its formats: deb
                        """);
        assertThat(build("-d", "trixie", "-f", "rpm").err())
                .isEqualTo("ERROR ⸬ runtime error: distribution trixie is of format deb, not rpm\n");
        assertThat(build("--derivative", "next").err()).isEqualTo("""
                        ERROR ⸬ artifact error: derivative next is not in the definition of artifact acme
                        hint: its derivatives: main
                        """);
        write("artifacts/acme/artifact.yml", "version: 1\ndeb: {release: 1}\nrpm: {release: 1}\n");
        assertThat(build().err()).isEqualTo("""
                        ERROR ⸬ artifact error: the definition of artifact acme has several formats: rpm, deb
                        hint: choose one with --format or --distribution
                        """);
        server.json(
                "GET /lab/pipelines/formats.json?distribution=el9",
                "{\"rpm\":[{\"derivatives\":[\"main\"],\"distribution\":\"el9\",\"environment\":\"el9\"}]}");
        assertThat(build("-d", "el9").err())
                .isEqualTo("ERROR ⸬ server error: derivative main does not take format rpm\n");
        assertThat(server.lines()).doesNotContain("POST /lab/build");
    }

    @Test
    void severalDistributionsAreAmbiguous() throws IOException {
        write("artifacts/acme/artifact.yml", "version: 1\nosi: {}\n");
        server.json("GET /lab/pipelines/formats.json?format=osi", """
                {"osi":[{"derivatives":["main"],"distribution":"vm","environment":null},
                        {"derivatives":["main"],"distribution":"cloud","environment":null}]}""");
        assertThat(build().err()).isEqualTo("""
                        ERROR ⸬ runtime error: format osi has several distributions: vm, cloud
                        hint: choose one with --distribution
                        """);
    }

    @Test
    void architectureIndependentArtifactsAreBuiltOnTheFirstArchitecture() throws IOException {
        write("artifacts/acme/deb/control", "Source: acme\n\nPackage: acme\nArchitecture: all\n");
        assertThat(build("-d", "trixie").code()).isZero();
        assertThat(submitted().body()).contains("name=\"architectures\"\r\n\r\nx86_64\r\n");
    }

    @Test
    void aMissingControlFileIsAnArtifactError() throws IOException {
        Files.delete(home.resolve("artifacts/acme/deb/control"));
        Ctl.Outcome outcome = build("-d", "trixie");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("ERROR ⸬ artifact error: there is no deb/control in ")
                .hasLineCount(1);
    }

    /** Checked in this order, told on standard output. */
    @Test
    void missingSettingsAreToldOneAfterTheOther() {
        String file = home.resolve(".config/fatbuildr.ini").toString();
        String basedir = home.resolve("artifacts").toString();
        assertThat(ctl().run("build", "-a", "acme"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "The base directory is not defined: give --basedir, or basedir in section [prefs] of " + file
                                + "\n",
                        ""));
        assertThat(ctl().run("build", "-a", "acme", "-b", basedir, "-s", "none").err())
                .startsWith("ERROR ⸬ artifact error: definition directory " + basedir + "/none does not exist");
        assertThat(ctl().run("build", "-a", "acme", "-b", basedir).out()).startsWith("The name is not defined");
        assertThat(ctl().run("build", "-a", "acme", "-b", basedir, "-n", "A").out())
                .startsWith("The e-mail address is not defined");
        assertThat(ctl().run("build", "-a", "acme", "-b", basedir, "-n", "A", "-e", "a@b")
                        .out())
                .startsWith("The message is not defined: give --msg, or message in section [prefs]");
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void settingsComeFromThePreferences() throws IOException {
        write(".config/fatbuildr.ini", """
                [user]
                name = Bob
                email = bob@lab.example
                [prefs]
                basedir = ~/artifacts
                message = 100%% automatic
                """);
        assertThat(ctl().run("build", "-a", "acme", "--batch").code()).isZero();
        assertThat(submitted().body())
                .contains("\r\n\r\nBob\r\n", "\r\n\r\nbob@lab.example\r\n", "\r\n\r\n100% automatic\r\n");
    }

    @Test
    void everySpellingOfTheMessageIsTaken() {
        for (String option : new String[] {"--msg", "--message", "-m"}) {
            assertThat(build(option + (option.length() > 2 ? "=" : "") + "two words")
                            .code())
                    .isZero();
            assertThat(server.received().getLast().body()).contains("\r\n\r\ntwo words\r\n");
        }
    }

    @Test
    void otherDefinitionFilesAreTakenAndTheOldOneWarnedAbout() throws IOException {
        Path directory = home.resolve("artifacts/acme");
        Files.move(directory.resolve("artifact.yml"), directory.resolve("meta.yml"));
        Ctl.Outcome outcome = build();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).startsWith("WARNING ⸬ meta.yml is deprecated");
        Files.delete(directory.resolve("meta.yml"));
        assertThat(build().err()).startsWith("ERROR ⸬ artifact error: no definition of artifact acme in ");
        write("artifacts/acme/artifact.yml", "deb: [");
        assertThat(build().err())
                .startsWith("ERROR ⸬ artifact error: artifact.yml:")
                .hasLineCount(1);
    }

    @Test
    void localSourcesNeedADefinedIdOnceAndAVersion() throws IOException {
        String src = home.resolve("src").toString();
        assertThat(build("--sources", "lib#" + src).err()).isEqualTo("""
                        ERROR ⸬ artifact error: source lib is not in the definition of acme
                        hint: its sources: acme
                        """);
        assertThat(build("--sources", src, "1@" + src).err())
                .isEqualTo("ERROR ⸬ runtime error: source acme is given twice\n");
        assertThat(build("--sources", "a b@" + src).err()).startsWith("ERROR ⸬ artifact error: version \"a b\"");
        write("artifacts/acme/artifact.yml", "deb: {release: 1}\n");
        assertThat(build("--sources", src).err())
                .startsWith("ERROR ⸬ artifact error: the definition has no version of source acme");
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void aLocalSourceHasTheVersionOfTheDefinitionAsWritten() throws IOException {
        assertThat(build("--sources", home.resolve("src").toString(), "--batch").code())
                .isZero();
        assertThat(submitted().body()).contains("filename=\"acme-3.10.tar.xz\"");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        server.json("GET /lab/pipelines/formats.json?distribution=sid", TRIXIE);
        assertThat(build("-d", "trixie").code()).isZero();
        try (StubServer refusing = StubServer.start()) {
            refusing.json("GET /lab/pipelines/formats.json?distribution=trixie", TRIXIE)
                    .json("GET /lab/pipelines/formats.json?derivative=main", TRIXIE)
                    .json("GET /lab/pipelines/architectures.json", "[\"x86_64\"]")
                    .json(
                            "POST /lab/build",
                            403,
                            "{\"error\":\"anonymous role is not allowed to perform action build\"}");
            Ctl.Outcome refused = new Ctl(home).uri(refusing).run(line("-d", "trixie"));
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("ERROR ⸬ server permission error: anonymous role is not allowed");
        }
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("artifacts", "src");
        }
    }

    @Test
    void interactiveBuildsAreNormalOnesWithAWarning() {
        Ctl.Outcome outcome = build("-i");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .contains(
                        "WARNING ⸬ an interactive build needs a terminal on standard input: this is a normal build\n");
    }

    /** peer-defect-6 */
    @Test
    void aFollowedBuildThatFailsExitsWithOne() {
        Wire.following(server, Wire.BUILD, false);
        Ctl.Outcome outcome = ctl().run(line("-d", "trixie"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .startsWith("Submitted acme build task " + Wire.BUILD + "\n ⚬ INFO: Starting\n")
                .endsWith("Task failed\n");
    }

    @Test
    void onATerminalABarShowsTheUploadAndGivesWayToOneLine() {
        assertThat(UploadDisplay.bar(500, 1000, 1_000_000_000L))
                .isEqualTo("Uploading  50 % [###############...............] 500 B of 1.0 kB  500 B/s");
        assertThat(UploadDisplay.size(999_999)).isEqualTo("999.9 kB");
        assertThat(UploadDisplay.size(27_100_000)).isEqualTo("27.1 MB");
        assertThat(UploadDisplay.size(Long.MAX_VALUE)).endsWith(" TB");
        String err = ctl().terminal(false, false, true)
                .with("NO_COLOR", "1")
                .run(line("-d", "trixie", "--batch"))
                .err();
        // never wrapped: the rows of a narrow terminal would scroll by
        assertThat(err)
                .matches(
                        "(\r\u001b\\[K\u001b\\[\\?7lUploading [^\r\n]*\u001b\\[\\?7h)+\r\u001b\\[KUploaded [^\r]*/s\\)\n");
    }
}
