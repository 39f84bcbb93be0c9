package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.Archives;
import fatbuildr.archive.Archives.Tar;
import fatbuildr.build.BuildContext.PublishedSource;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.error.FatbuildrException;
import fatbuildr.source.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trees we make are judged by dpkg-source itself. */
final class DebSourceTreeTest {
    private static final String PATCH = """
            Description: Return one
            Formats: deb
            ---
            --- a/hello.c
            +++ b/hello.c
            @@ -1,3 +1,3 @@
             int main(void) {
            -  return 0;
            +  return 1;
             }
            """;

    static final String TWO_SOURCES = """
            sources: {hello: "http://127.0.0.1/hello.tar.gz", icons: "http://127.0.0.1/icons.tar.gz"}
            versions: {hello: 1.0, icons: 1}
            deb: {release: 1}
            """;

    @TempDir
    Path directory;

    private TestBuild build;
    private final Upstream upstream = new Upstream();

    @BeforeEach
    void start() throws IOException {
        build = new TestBuild(directory);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void suppliedSourceBecomesASourcePackage() throws Exception {
        DebSource source = build.supplyHello().create();

        assertThat(source.tree()).isEqualTo(build.workspace.resolve("hello-1.0"));
        assertThat(source.version()).isEqualTo("1.0-1.deb12");
        assertThat(build.fetched).singleElement().satisfies(archive -> {
            assertThat(archive.id()).isEqualTo("hello");
            assertThat(archive.path()).endsWith("/hello-1.0.tar.xz");
        });
        assertThat(source.tree().resolve("debian/source/format")).hasContent("3.0 (quilt)\n");
        Path unpacked = build.roundTrip(source);
        assertThat(unpacked.resolve("hello.c")).exists();
        assertThat(unpacked.resolve("debian/control")).hasContent(TestBuild.CONTROL);
        assertThat(Files.isExecutable(unpacked.resolve("debian/rules"))).isTrue();
    }

    @Test
    void changelogIsReadByDpkg() throws Exception {
        build.message = "First line\nSecond: 100% -x \u0007bell";
        DebSource source = build.supplyHello().create();

        assertThat(source.tree().resolve("debian/changelog")).hasContent("""
                hello (1.0-1.deb12) bookworm; urgency=medium

                  * First line
                  * Second: 100% -x bell
                  * Fatbuildr task 3f0c8c7e-5d0b-4c3e-9a63-6d1f1a2b3c4d@Example instance

                 -- Jane Roe <jane@example.org>  Tue, 03 Mar 2026 10:15:00 +0000
                """);
        assertThat(build.changelogField(source, "Version")).isEqualTo("1.0-1.deb12");
        assertThat(build.changelogField(source, "Distribution")).isEqualTo("bookworm");
        assertThat(build.changelogField(source, "Urgency")).isEqualTo("medium");
        assertThat(build.changelogField(source, "Maintainer")).isEqualTo("Jane Roe <jane@example.org>");
    }

    @Test
    void rebuildCountsAndKeepsThePublishedChangelogUnchanged() throws Exception {
        String before = """
                hello (1.0-1.deb12) bookworm; urgency=medium

                  * Initial   packaging

                 -- Someone Else <s@example.org>  Mon, 02 Mar 2026 09:00:00 +0100
                """;
        build.published = java.util.Optional.of(new PublishedSource("1.0-1.deb12", before));
        build.definition.put("deb/changelog", "stale");
        build.message = "Rebuild for new compiler";
        DebSource source = build.supplyHello().create();

        assertThat(source.version()).isEqualTo("1.0-1.deb12+build0");
        assertThat(Files.readString(source.tree().resolve("debian/changelog")))
                .startsWith("hello (1.0-1.deb12+build0) bookworm; urgency=medium\n\n  * Rebuild for new compiler\n")
                .endsWith("+0000\n\n" + before);
        assertThat(build.processes.capture(fatbuildr.process.Command.of(
                        "dpkg-parsechangelog",
                        "--all",
                        "--format",
                        "rfc822",
                        "-l",
                        source.tree().resolve("debian/changelog").toString())))
                .contains("Someone Else", "Rebuild for new compiler", "1.0-1.deb12+build0");
        build.roundTrip(source);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0-1.deb12+build0,1.0-1.deb12+build1",
        "1.0-1.deb12+build9,1.0-1.deb12+build10",
        "0.9-7.deb12+build3,1.0-1.deb12",
        "1.0~rc1-10.deb12,1.0-1.deb12",
    })
    void versionFollowsThePublishedOne(String published, String next) throws Exception {
        build.published = java.util.Optional.of(new PublishedSource(published, ""));

        assertThat(build.supplyHello().create().version()).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({"1.0-10.deb12", "1.1-1.deb12", "1:0.1-1", "1.0-2.deb12+build1"})
    void lowerVersionIsRefused(String published) throws Exception {
        build.published = java.util.Optional.of(new PublishedSource(published, ""));
        build.supplyHello();

        assertThatThrownBy(() -> build.create())
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("Version 1.0-1.deb12 of hello is not higher than " + published);
    }

    /** peer-defect-14: the line that closes the header was taken for a part of the last field. */
    @Test
    void peerDefect14PatchClosedByDashesIsApplied() throws Exception {
        build.definition.put("patches/1.0/0001-return-one", PATCH);
        build.definition.put("patches/generic/0001-readme.patch", """
                --- a/README
                +++ b/README
                @@ -1 +1 @@
                -hello
                +hello, world
                """);
        build.definition.put("patches/generic/0002-other", "Distributions: trixie\n\n" + PATCH);
        build.definition.put("patches/2.0/0001-later", PATCH);
        DebSource source = build.supplyHello().create();

        assertThat(source.tree().resolve("debian/patches/series")).hasContent("0001-readme.patch\n0001-return-one\n");
        Path unpacked = build.roundTrip(source);
        assertThat(unpacked.resolve("hello.c")).content().contains("return 1;");
        assertThat(unpacked.resolve("README")).hasContent("hello, world\n");
        assertThat(build.journal.lines()).anyMatch(line -> line.contains("0002-other"));
    }

    /** Both versions' patches are templates: what is rendered for one is not rendered into the other. */
    @Test
    void patchesOfAnotherVersionAreAppliedThroughLinks() throws Exception {
        build.definition.put(
                "patches/0.9/0001-return",
                "Template: yes\n\n" + PATCH.replace("return 1", "return {{ version.major }}"));
        build.links.put("patches/1.0/0001-return", "../0.9/0001-return");
        DebSource source = build.supplyHello().create();

        Path unpacked = build.roundTrip(source);
        assertThat(unpacked.resolve("hello.c")).content().contains("return 1;");
        assertThat(build.workspace.resolve("definition/patches/0.9/0001-return"))
                .content()
                .contains("{{ version.major }}");
    }

    @Test
    void handWrittenSeriesStaysWithoutPatchDirectoryAndIsReplacedWithOne() throws Exception {
        build.definition.put("deb/patches/series", "mine\n");
        build.definition.put("deb/patches/mine", PATCH);
        assertThat(build.supplyHello().create().tree().resolve("debian/patches/series"))
                .hasContent("mine\n");

        TestBuild other = new TestBuild(directory.resolve("other"));
        other.definition.put("deb/patches/series", "mine\n");
        other.definition.put("patches/1.0/0001-return-one", PATCH);
        assertThat(other.supplyHello().create().tree().resolve("debian/patches/series"))
                .hasContent("0001-return-one\n");
        assertThat(other.journal.lines()).anyMatch(line -> line.startsWith("WARNING deb/patches is replaced"));
    }

    /** The first one builds the packages that are independent of it. */
    @Test
    void architectureOfThisMachineIsBuiltFirst() throws Exception {
        build.architectures = List.of("aarch64", "x86_64");
        assertThat(DebBuilder.environments(build.context()))
                .extracting(EnvironmentId::architecture)
                .containsExactly("x86_64", "aarch64");
    }

    @Test
    void upstreamPackagingIsReplaced() throws Exception {
        Tar tar =
                TestBuild.helloTar().file("hello-1.0/debian/control", "theirs").file("hello-1.0/debian/old", "x");
        DebSource source = build.supply("hello", "hello-1.0.tar.xz", tar).create();

        assertThat(source.tree().resolve("debian/old")).doesNotExist();
        assertThat(build.roundTrip(source).resolve("debian/control")).hasContent(TestBuild.CONTROL);
    }

    @Test
    void versionOfASuppliedSourceComesFromItsName() throws Exception {
        DebSource source = build.supply("hello", "hello-1.1~rc1.tar.xz", TestBuild.helloTar())
                .create();

        assertThat(source.version()).isEqualTo("1.1~rc1-1.deb12");
        assertThat(source.tree().getFileName()).hasToString("hello-1.1~rc1");
        build.roundTrip(source);
    }

    @Test
    void renamingRulesComeBeforeAnythingElse() throws Exception {
        build.definition.put("rename", "deb/hello-M.install deb/hello.install\n\nmissing deb/x\n../a deb/y\n");
        build.definition.put("deb/hello-M.install", "README usr/share/hello\n");
        DebSource source = build.supplyHello().create();

        assertThat(source.tree().resolve("debian/hello.install")).hasContent("README usr/share/hello\n");
        assertThat(source.tree().resolve("debian/hello-M.install")).doesNotExist();
        assertThat(build.journal.lines())
                .filteredOn(line -> line.startsWith("WARNING"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "hello-1.0.tar.gz,gz",
        "hello-1.0.tar.bz2,bz2",
        "hello-1.0.tar.xz,xz",
        "hello-1.0.tar,xz",
        "hello-1.0.tar.zst,xz",
        "hello-1.0.tar.lzma,xz",
        "hello-1.0.zip,xz",
    })
    void downloadedArchiveOfAnyKindIsBuilt(String fileName, String compression) throws Exception {
        Path archive = directory.resolve(fileName);
        if (fileName.endsWith("zip")) {
            Archives.zip(
                    archive,
                    zip -> zip.file("hello-1.0/hello.c", "int x;\n", 0100644)
                            .file("hello-1.0/configure", "#!/bin/sh\n", 0100755)
                            .symlink("hello-1.0/link", "hello.c"));
        } else {
            TestBuild.helloTar().write(archive);
        }
        define(archive, fileName);
        DebSource source = build.create();

        assertThat(build.workspace.resolve("hello_1.0.orig.tar." + compression)).isRegularFile();
        assertThat(build.roundTrip(source).resolve("hello.c")).exists();
    }

    private void define(Path archive, String fileName) throws Exception {
        upstream.serve(Files.readAllBytes(archive));
        build.definition.put(
                "artifact.yml",
                "source: " + upstream.url("/dl/" + fileName) + "\nversion: 1.0\nchecksums: {1.0: {sha256: \""
                        + sha256(archive) + "\"}}\ndeb: {release: 1}\n");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @ParameterizedTest
    @CsvSource({"other-name/", "''", "./hello-1.0/", "./"})
    void mainArchiveOfAnyLayoutIsTheTree(String prefix) throws Exception {
        Tar tar = new Tar().file(prefix + "a-file", "a\n").file(prefix + "sub/hello.c", "int x;\n");
        DebSource source = build.supply("hello", "hello-1.0.tar.xz", tar).create();

        assertThat(source.tree().resolve("sub/hello.c")).exists();
        assertThat(build.roundTrip(source).resolve("a-file")).exists();
    }

    @Test
    void supplementarySourcesAreComponentsWithLinksToThem() throws Exception {
        Path icons = Archives.zip(
                directory.resolve("icons-1.11.zip"), zip -> zip.file("icons/logo.svg", "<svg/>\n", 0100644));
        Path kit = new Tar().file("loose", "x\n").file("second", "y\n").write(directory.resolve("kit.tar.gz"));
        upstream.answer(exchange -> {
            boolean zip = exchange.getRequestURI().getPath().endsWith("zip");
            byte[] bytes = Files.readAllBytes(zip ? icons : kit);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        build.definition.put("artifact.yml", """
                sources:
                  icons: %s
                  kit: %s!ui_kit-0.9~rc2.tar.gz
                  hello: %s
                versions: {hello: 1.0, icons: 1.11, kit: 0.9~rc2}
                checksums:
                  icons: {1.11: {sha256: "%s"}}
                  kit: {0.9~rc2: {sha256: "%s"}}
                deb: {release: 1}
                """.formatted(
                        upstream.url("/icons-1.11.zip"),
                        upstream.url("/kit"),
                        upstream.url("/hello.tar.gz"),
                        sha256(icons),
                        sha256(kit)));
        DebSource source = build.supplyHello().create();

        assertThat(build.fetched).extracting("id").containsExactly("hello", "icons", "kit");
        assertThat(build.workspace.resolve("hello_1.0.orig-icons-111.tar.xz")).exists();
        assertThat(build.workspace.resolve("hello_1.0.orig-uikit-09rc2.tar.gz")).exists();
        assertThat(source.tree().resolve("debian/patches/series"))
                .hasContent("9998-fatbuildr-supplementary-sources-symlinks\n");
        Path unpacked = build.roundTrip(source);
        assertThat(unpacked.resolve("icons/logo.svg")).hasContent("<svg/>\n");
        assertThat(Files.readSymbolicLink(unpacked.resolve("kit"))).hasToString("uikit-09rc2");
        assertThat(unpacked.resolve("kit/loose")).exists();
    }

    @Test
    void supplementarySourceReplacesADirectoryOfTheMainOne() throws Exception {
        build.definition.put("artifact.yml", TWO_SOURCES);
        build.supply("hello", "hello-1.0.tar.xz", TestBuild.helloTar().file("hello-1.0/icons-1/old", "x"));
        build.supply("icons", "icons-1.tar.xz", new Tar().file("icons/new", "x"));
        DebSource source = build.create();

        assertThat(build.journal.lines()).contains("WARNING Source icons replaces icons-1 of the main source");
        Path unpacked = build.roundTrip(source);
        assertThat(unpacked.resolve("icons-1")).isDirectoryNotContaining("glob:**/old");
        assertThat(unpacked.resolve("icons/new")).exists();
    }

    /** Only the name of the main one tells a version. */
    @Test
    void supplementarySourceIsSentUnderAnyName() throws Exception {
        build.definition.put("artifact.yml", TWO_SOURCES);
        build.supply("icons", "Icons_v2.tgz", new Tar().file("icons/new", "x"));
        DebSource source = build.supplyHello().create();

        assertThat(build.workspace.resolve("hello_1.0.orig-Iconsv2.tar.gz")).exists();
        assertThat(build.roundTrip(source).resolve("icons/new")).exists();
    }

    @Test
    void publishedOrigWithTheSameFilesIsUsedAgain() throws Exception {
        Path published = TestBuild.helloTar().write(build.pool().resolve("hello_1.0.orig.tar.gz"));
        DebSource source = build.supplyHello().create();

        assertThat(build.workspace.resolve("hello_1.0.orig.tar.gz")).hasSameBinaryContentAs(published);
        assertThat(build.workspace.resolve("hello_1.0.orig.tar.xz")).doesNotExist();
        build.roundTrip(source);
    }

    @Test
    void publishedOrigWithOtherFilesIsAConflictBeforeTheBuild() throws Exception {
        TestBuild.helloTar().file("hello-1.0/new", "x").write(build.pool().resolve("hello_1.0.orig.tar.xz"));
        build.supplyHello();

        assertThatThrownBy(() -> build.create())
                .isInstanceOfSatisfying(
                        FatbuildrException.class, e -> assertThat(e.kind()).isEqualTo(FatbuildrException.Kind.CONFLICT))
                .hasMessageContaining("Source hello-1.0.tar.xz differs from hello_1.0.orig.tar.xz")
                .hasMessageContaining("Give the changed source another version");
    }
}
