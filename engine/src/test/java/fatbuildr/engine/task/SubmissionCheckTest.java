package fatbuildr.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.Artifact;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.BuildSubmission.SuppliedSource;
import fatbuildr.engine.Site;
import fatbuildr.error.FatbuildrException;
import fatbuildr.error.FatbuildrException.Kind;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SubmissionCheckTest {
    @TempDir
    Path root;

    private Site site;
    private SubmissionCheck check;

    @BeforeEach
    void prepare() {
        site = new Site(root);
        check = new SubmissionCheck(Site.definition(), site.settings(), Set.of("deb"));
    }

    record Request(
            String format,
            String distribution,
            String derivative,
            String artifact,
            List<String> architectures,
            String author,
            String email,
            String message,
            boolean interactive) {
        static final Request GOOD = new Request(
                "deb", "bookworm", "main", "hello", List.of("x86_64"), "Jo", "jo@x.example", "Rebuild", false);

        TaskSpec.ArtifactBuild spec() {
            return new TaskSpec.ArtifactBuild(
                    format, distribution, derivative, artifact, architectures, author, email, message, interactive);
        }

        Request to(String format, String distribution, String derivative) {
            return new Request(
                    format, distribution, derivative, artifact, architectures, author, email, message, interactive);
        }

        Request of(String name) {
            return new Request(
                    format, distribution, derivative, name, architectures, author, email, message, interactive);
        }

        Request on(String... names) {
            return new Request(
                    format, distribution, derivative, artifact, List.of(names), author, email, message, interactive);
        }

        Request by(String name, String mail, String text) {
            return new Request(
                    format, distribution, derivative, artifact, architectures, name, mail, text, interactive);
        }

        Request attended() {
            return new Request(format, distribution, derivative, artifact, architectures, author, email, message, true);
        }
    }

    static Stream<Arguments> refused() {
        Request good = Request.GOOD;
        return Stream.of(
                Arguments.of(good.to("apk", "bookworm", "main"), Kind.NOT_FOUND, "Format apk is not supported"),
                Arguments.of(good.to("osi", "bookworm", "main"), Kind.NOT_FOUND, "Format osi is not supported"),
                Arguments.of(good.to("rpm", "el9", "main"), Kind.INVALID, "rpm are not available in this version"),
                Arguments.of(good.to("deb", "sid", "main"), Kind.NOT_FOUND, "Distribution sid is not supported"),
                Arguments.of(good.to("deb", "el9", "main"), Kind.INVALID, "el9 is not one of format deb"),
                Arguments.of(good.to("deb", "bookworm", "no"), Kind.NOT_FOUND, "Derivative no is not supported"),
                Arguments.of(good.to("deb", "bookworm", "onlyrpm"), Kind.INVALID, "does not exist in format deb"),
                Arguments.of(good.of(""), Kind.INVALID, "artifact name \"\""),
                Arguments.of(good.of(".."), Kind.INVALID, "artifact name \"..\""),
                Arguments.of(good.of("-rf"), Kind.INVALID, "artifact name"),
                Arguments.of(good.of("a/b"), Kind.INVALID, "artifact name"),
                Arguments.of(good.of("a\nb"), Kind.INVALID, "artifact name \"a?b\""),
                Arguments.of(good.of("a b"), Kind.INVALID, "artifact name"),
                Arguments.of(good.of("a".repeat(129)), Kind.INVALID, "artifact name"),
                Arguments.of(good.on(), Kind.INVALID, "no architecture given"),
                Arguments.of(good.on("sparc"), Kind.INVALID, "\"sparc\" is not one of the instance: x86_64, aarch64"),
                Arguments.of(good.on("x86_64", "x86_64"), Kind.INVALID, "given twice"),
                Arguments.of(good.by("", "jo@x.example", "m"), Kind.INVALID, "author's name"),
                Arguments.of(good.by("Jo <x>", "jo@x.example", "m"), Kind.INVALID, "author's name"),
                Arguments.of(good.by("Jo\n", "jo@x.example", "m"), Kind.INVALID, "author's name"),
                Arguments.of(good.by("Jo", "", "m"), Kind.INVALID, "author's email is empty"),
                Arguments.of(good.by("Jo", "jo at x", "m"), Kind.INVALID, "author's email"),
                Arguments.of(good.by("Jo", "jo@x.example>", "m"), Kind.INVALID, "author's email"),
                Arguments.of(good.by("Jo", "jo@x.example", " \n"), Kind.INVALID, "message is empty"),
                Arguments.of(good.by("Jo", "jo@x.example", "m".repeat(70_000)), Kind.INVALID, "too long"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Request request, Kind kind, String text) {
        assertThatThrownBy(() -> check.build(site.submission(request.spec())))
                .hasMessageContaining(text)
                .isInstanceOfSatisfying(
                        FatbuildrException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    @Test
    void offersTheFormatsOnlyThatPass() {
        assertThat(check.buildable()).containsExactly("deb");
        SubmissionCheck both = new SubmissionCheck(Site.definition(), site.settings(), Set.of("deb", "rpm"));
        assertThat(both.buildable()).containsExactlyInAnyOrder("deb", "rpm");
        SubmissionCheck disabled = new SubmissionCheck(
                Site.definition(), site.with("images", "formats = rpm").settings(), Set.of("deb", "rpm"));
        assertThat(disabled.buildable()).containsExactly("rpm");
        assertThatThrownBy(() -> disabled.format("deb")).hasMessage("format deb is not enabled in [images] formats");
        check.format("deb");
        assertThatThrownBy(() -> check.format("rpm"))
                .hasMessage("builds of format rpm are not available in this version");
        assertThatThrownBy(() -> check.format("apk")).hasMessage("Format apk is not supported");
    }

    @Test
    void acceptsWhatCanBeBuilt() {
        Request good = Request.GOOD;
        for (Request request : List.of(
                good,
                good.to("deb", "trixie", "extra"),
                good.of("libstdc++6~x.y_z"),
                good.on("aarch64", "x86_64"),
                good.attended(),
                good.by("Jo", "root", "An account of this machine"),
                good.by("Zoë O'Neil", "a.b+c@x", "-starts with a dash\n100% more"))) {
            assertThatCode(() -> check.build(site.submission(request.spec()))).doesNotThrowAnyException();
        }
    }

    /** peer-defect-20: only files in the upload directory are taken, never what a link or a path leads to. */
    @Test
    void takesNothingFromOutsideTheUploads() throws IOException {
        BuildSubmission good = site.submission(Site.build("hello"));
        Path secret = Files.writeString(root.resolve("secret"), "key");
        Path link = Files.createSymbolicLink(good.directory().resolve("link.tar"), secret);
        Path climbing = good.directory().resolve("../../secret");
        for (Path bad : List.of(
                secret, link, climbing, good.directory(), good.directory().resolve("none"))) {
            assertThatThrownBy(() -> check.build(new BuildSubmission(good.build(), good.directory(), bad, List.of())))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessage("the file of the artifact definition is missing from the request");
            assertThatThrownBy(() -> check.build(new BuildSubmission(
                            good.build(), good.directory(), good.tarball(), List.of(new SuppliedSource("x", bad)))))
                    .hasMessage("the file of the source x is missing from the request");
        }
        SuppliedSource source = new SuppliedSource("x", good.tarball());
        assertThatThrownBy(() -> check.build(
                        new BuildSubmission(good.build(), good.directory(), good.tarball(), List.of(source, source))))
                .hasMessage("source x is given twice");
        assertThatThrownBy(() -> check.build(new BuildSubmission(
                        good.build(),
                        good.directory(),
                        good.tarball(),
                        List.of(new SuppliedSource("../x", good.tarball())))))
                .hasMessageContaining("source name \"../x\" is not usable");
    }

    static Stream<Arguments> otherRefused() {
        return Stream.of(
                Arguments.of(new TaskSpec.ImageShell("deb", "", List.of()), "the terminal type \"\" is none"),
                Arguments.of(new TaskSpec.ImageShell("deb", "a\nb", List.of()), "the terminal type \"a?b\" is none"),
                Arguments.of(new TaskSpec.ImageShell("deb", "xterm", List.of("")), "the command is empty"),
                Arguments.of(new TaskSpec.ImageShell("deb", "xterm", List.of("ls", "\0")), "the command is empty, or"),
                Arguments.of(
                        new TaskSpec.ImageShell("deb", "xterm", List.of("echo", "x".repeat(70_000))), "is longer than"),
                Arguments.of(new TaskSpec.ImageShell("apk", "xterm", List.of()), "Format apk is not supported"),
                Arguments.of(
                        new TaskSpec.EnvironmentShell("deb", "sid", "x86_64", "xterm", List.of()),
                        "environment \"sid\" is not used"),
                Arguments.of(new TaskSpec.KeyringRenewal("1x"), "keyring duration \"1x\""),
                Arguments.of(new TaskSpec.KeyringRenewal("xx5y"), "keyring duration"),
                Arguments.of(new TaskSpec.ImageUpdate("apk"), "Format apk is not supported"),
                Arguments.of(new TaskSpec.ImageCreation("rpm", true), "rpm are not available"),
                Arguments.of(new TaskSpec.EnvironmentUpdate("deb", "sid", "x86_64"), "environment \"sid\" is not used"),
                Arguments.of(
                        new TaskSpec.EnvironmentCreation("deb", "bookworm", "sparc", false),
                        "architecture \"sparc\" is not one"),
                Arguments.of(Site.build("hello"), "needs an artifact definition"));
    }

    @ParameterizedTest
    @MethodSource
    void otherRefused(TaskSpec spec, String text) {
        assertThatThrownBy(() -> check.other(spec))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining(text);
    }

    @Test
    void acceptsTheOtherTypes() {
        for (TaskSpec spec : List.of(
                new TaskSpec.KeyringCreation(),
                new TaskSpec.KeyringRenewal("0"),
                new TaskSpec.KeyringRenewal("2y"),
                new TaskSpec.HistoryPurge(),
                new TaskSpec.ImageCreation("deb", true),
                new TaskSpec.EnvironmentUpdate("deb", "trixie", "aarch64"),
                new TaskSpec.ImageShell("deb", "xterm-256color", List.of()),
                new TaskSpec.EnvironmentShell("deb", "trixie", "aarch64", "dumb", List.of("ls", "", "-l")),
                new TaskSpec.ArtifactDeletion("deb", "bookworm", "main", new Artifact("a", "src", "1", 0)))) {
            assertThatCode(() -> check.other(spec)).doesNotThrowAnyException();
        }
    }
}
