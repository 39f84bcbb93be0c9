package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.Archives.Tar;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds that cannot be: one clear reason each. */
final class DebSourceRefusalTest {
    @TempDir
    Path directory;

    /** A change that spoils a good build. */
    interface Spoil {
        void spoil(TestBuild build) throws Exception;
    }

    private static Arguments spoiled(String reason, Spoil spoil) {
        return Arguments.of(reason, spoil);
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoiled("no definition of artifact hello", build -> build.definition.remove("artifact.yml")),
                spoiled("prescript (pre.sh)", build -> build.definition.put("pre.sh", "true")),
                spoiled("no directory deb", build -> {
                    build.definition.remove("deb/control");
                    build.definition.remove("deb/rules");
                }),
                spoiled("no deb/control", build -> build.definition.remove("deb/control")),
                spoiled(
                        "Source: hello, but it has Source: other",
                        build -> build.definition.put("deb/control", "Source: other\n")),
                spoiled("Source: hello, but it has no such", build -> build.definition.put("deb/control", "X: y\n")),
                spoiled(
                        "deb/source/format is \"3.0 (native)\": only 3.0 (quilt)",
                        build -> build.definition.put("deb/source/format", "3.0 (native)\nmore\n")),
                spoiled("message is empty", build -> build.message = " \n\t\u0007"),
                spoiled("cannot be built as deb", build -> build.artifact = "Hello_World"),
                spoiled("There is no main source", build -> build.supplied.clear()),
                spoiled("was sent twice", TestBuild::supplyHello),
                spoiled("no source of that name", build -> build.supply("icons", "icons-1.tar.xz", new Tar())),
                spoiled("the name must be hello-VERSION.tar.xz", build -> {
                    build.supplied.clear();
                    build.supply("hello", "other-1.0.tar.xz", TestBuild.helloTar());
                }),
                spoiled("Invalid Debian version", build -> {
                    build.supplied.clear();
                    build.supply("hello", "hello-v1.tar.xz", TestBuild.helloTar());
                    build.published =
                            java.util.Optional.of(new fatbuildr.build.BuildContext.PublishedSource("0.1-1.deb12", ""));
                }),
                spoiled("Invalid Debian version", build -> {
                    build.supplied.clear();
                    build.supply("hello", "hello-v1.tar.xz", TestBuild.helloTar());
                }),
                spoiled("hello-1.0.tar.xz is refused: it is empty", build -> {
                    build.supplied.clear();
                    build.supply("hello", "hello-1.0.tar.xz", new Tar());
                }),
                spoiled("has a file or directory icons: give the source another id", build -> {
                    build.definition.put("artifact.yml", DebSourceTreeTest.TWO_SOURCES);
                    build.supplied.clear();
                    build.supply(
                            "hello", "hello-1.0.tar.xz", TestBuild.helloTar().file("hello-1.0/icons", ""));
                    build.supply("icons", "icons-1.tar.xz", new Tar().file("icons/new", "x"));
                }),
                spoiled("Source icons would be unpacked into debian, as something else is", build -> {
                    build.definition.put("artifact.yml", DebSourceTreeTest.TWO_SOURCES);
                    build.supply("icons", "debian.tar.xz", new Tar().file("icons/new", "x"));
                }),
                spoiled("Source debian needs a link of that name, but something else", build -> {
                    build.definition.put("artifact.yml", DebSourceTreeTest.TWO_SOURCES.replace("icons", "debian"));
                    build.supply("debian", "icons.tar.xz", new Tar().file("icons/new", "x"));
                }),
                spoiled(
                        "deb/control is larger than 4194304 bytes",
                        build ->
                                build.definition.put("deb/control", TestBuild.CONTROL + "# comment\n".repeat(1 << 19))),
                spoiled("would be unpacked into icons-12", build -> {
                    build.definition.put("artifact.yml", """
                            sources: {hello: "http://127.0.0.1/a", icons: "http://127.0.0.1/b", ic.ons: "http://127.0.0.1/c"}
                            versions: {hello: 1.0}
                            deb: {release: 1}
                            """);
                    build.supply("icons", "icons-1.2.tar.xz", new Tar().file("icons/new", "x"));
                    build.supply("ic.ons", "ic.ons-1.2.tar.xz", new Tar().file("icons/new", "x"));
                }),
                spoiled("no checksum of source hello", build -> {
                    build.supplied.clear();
                    build.definition.put(
                            "artifact.yml", "source: http://127.0.0.1/x.tar\nversion: 1.0\ndeb: {release: 1}\n");
                }),
                spoiled("does not support derivative other", build -> build.derivative = "other"),
                spoiled(
                        "cannot be listed in a series",
                        build -> build.definition.put("patches/1.0/0001 blank", "--- a/x\n")),
                spoiled("release", build -> build.definition.put("artifact.yml", "version: 1.0\ndeb: {}\n")),
                spoiled(
                        "does not support format deb",
                        build -> build.definition.put("artifact.yml", "version: 1.0\nrpm: {release: 1}\n")));
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void isRefused(String reason, Spoil spoil) throws Exception {
        TestBuild build = new TestBuild(directory).supplyHello();
        spoil.spoil(build);

        assertThatThrownBy(build::create).isInstanceOf(FatbuildrException.class).hasMessageContaining(reason);
        assertThat(build.workspace.resolve("hello_1.0.orig.tar.xz")).doesNotExist();
    }

    /** peer-defect-24: refused requests left their files behind. */
    @Test
    void peerDefect24RefusedSourceLeavesNoTree() throws Exception {
        TestBuild build = new TestBuild(directory)
                .supply("hello", "hello-1.0.tar.xz", TestBuild.helloTar().file("hello-1.0/../../x", ""));

        assertThatThrownBy(build::create)
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("hello-1.0.tar.xz is refused: member \"hello-1.0/../../x\"");
        try (Stream<Path> left = Files.list(build.workspace)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("submission", "definition", "sources");
        }
    }

    /** Links that lead nowhere bad until a renaming rule moves them to where the daemon reads and writes. */
    @ParameterizedTest
    @CsvSource({
        "deb/source/format, ../../../secret/format",
        "deb/source, ../../secret",
        "deb/control, ../../secret/format",
        "patches/1.0, ../../secret"
    })
    void renamedLinkDoesNotLeadOutOfTheDefinition(String name, String target) throws Exception {
        TestBuild build = new TestBuild(directory).supplyHello();
        Path secret = Files.createDirectories(build.workspace.resolve("secret"));
        Files.writeString(secret.resolve("format"), "password");
        build.definition.remove(name);
        build.definition.put(name.equals("deb/source") ? "deb/other" : "deb/source/options", "");
        build.definition.put("patches/generic/.keep", "");
        build.links.put("a/b/c/link", target);
        build.definition.put("rename", "a/b/c/link " + name + "\n");

        assertThatThrownBy(build::create)
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("\"" + name + "\" is a link to \"" + target + "\", out of the tree");
        try (Stream<Path> left = Files.list(secret)) {
            assertThat(left).containsExactly(secret.resolve("format"));
        }
    }

    /** A link of the definition by way of a directory that is another one in the source. */
    @Test
    void linkOfThePackagingDoesNotLeadOutOfTheSourceTree() throws Exception {
        TestBuild build = new TestBuild(directory)
                .supply("hello", "hello-1.0.tar.xz", TestBuild.helloTar().directory("hello-1.0/up"));
        Files.writeString(build.workspace.resolve("format"), "password");
        build.definition.put("some/where/deep/file", "");
        build.links.put("up", "some/where/deep");
        build.links.put("deb/source/format", "../../up/../../format");

        assertThatThrownBy(build::create)
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining(
                        "\"debian/source/format\" is a link to \"../../up/../../format\", out of the tree");
    }

    /** The task's own files are out of reach of what a definition may say. */
    @Test
    void definitionCannotTouchTheTask() throws Exception {
        TestBuild build = new TestBuild(directory).supplyHello();
        Path journal = Files.writeString(build.workspace.resolve("task.journal"), "truth");
        build.definition.put("task.journal", "forged");
        build.definition.put("rename", "../task.journal deb/stolen\n");

        DebSource source = build.create();

        assertThat(journal).hasContent("truth");
        assertThat(source.tree().resolve("debian/stolen")).doesNotExist();
    }
}
