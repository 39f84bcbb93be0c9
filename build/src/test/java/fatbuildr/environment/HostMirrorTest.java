package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine's apt configuration as the source of environments; apt itself is the oracle of what it says. */
final class HostMirrorTest {
    @TempDir
    Path directory;

    private Path apt;
    private Path release;

    @BeforeEach
    void prepare() throws IOException {
        apt = directory.resolve("apt");
        for (String child : List.of("apt.conf.d", "preferences.d", "sources.list.d", "trusted.gpg.d")) {
            Files.createDirectories(apt.resolve(child));
        }
        release = Files.writeString(
                directory.resolve("os-release"), "ID=debian\nVERSION_CODENAME=\"bookworm\"\nVERSION_ID=\"12\"\n");
    }

    @Test
    void readsTheSuiteWithItsUpdatesAndSecurityFixesAsAptDoes() throws Exception {
        write("sources.list", """
                # deb http://commented.example/debian bookworm main
                deb-src http://mirror.example/debian bookworm main
                deb [ arch=amd64,arm64 signed-by=/etc/keys/a.gpg ] http://mirror.example/debian bookworm main contrib # why
                deb http://mirror.example/debian bookworm-updates main
                """);
        write("sources.list.d/more.sources", """
                Types: deb deb-src
                URIs: http://security.example/debian-security
                Suites: bookworm-security
                Components: main

                Enabled: no
                Types: deb
                URIs: http://disabled.example/debian
                Suites: bookworm
                Components: main
                """);
        List<AptSource> sources = mirror().sources("bookworm", "amd64");
        assertThat(sources.stream().flatMap(HostMirrorTest::described))
                .containsExactlyElementsOf(aptSays("bookworm", "bookworm-updates", "bookworm-security"));
        assertThat(sources.getFirst().keyFiles()).containsExactly(Path.of("/etc/keys/a.gpg"));
        assertThat(sources.getLast().text()).isEqualTo("""
                Types: deb
                URIs: http://security.example/debian-security
                Suites: bookworm-security
                Components: main
                """);
    }

    @Test
    void aListOfMirrorsIsReplacedByItsFirst() throws Exception {
        Path mirrors = Files.writeString(
                directory.resolve("mirrors"),
                "# nearest first\n\nhttp://near.example/debian\tpriority:1\nhttp://far.example\n");
        write("sources.list.d/debian.sources", """
                Types: deb
                URIs: mirror+file://%s
                Suites: bookworm
                Components: main
                """.formatted(mirrors));
        assertThat(mirror().sources("bookworm", "amd64"))
                .extracting(AptSource::uri)
                .containsExactly("http://near.example/debian");
    }

    @Test
    void anotherSuiteIsLookedForWhereTheOwnOneComesFrom() throws Exception {
        write("sources.list.d/aaa.list", "deb http://other.example/apps bookworm main\n");
        write("sources.list.d/debian.list", "deb http://mirror.example/debian bookworm main\n");
        assertThat(mirror().sources("trixie", "amd64"))
                .extracting(AptSource::uri, AptSource::suite)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("http://mirror.example/debian", "trixie"));
    }

    @Test
    void whatCannotServeAnEnvironmentIsPassedOver() throws Exception {
        write("sources.list", """
                deb file:/srv/debian bookworm main
                deb cdrom:[Debian]/ bookworm main
                deb http://flat.example/ ./
                deb [arch=arm64] http://ports.example/debian bookworm main
                nonsense
                """);
        write("sources.list.d/broken.sources", "Types: deb\nno field at all\n");
        assertThatThrownBy(() -> mirror().sources("bookworm", "amd64"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContainingAll("No mirror for bookworm", "amd64", "env_default_mirror");
    }

    @Test
    void aMachineWithoutCodenameIsTold() throws Exception {
        Files.writeString(release, "ID=other\n");
        assertThatThrownBy(() -> mirror().codename()).hasMessageContainingAll(release.toString(), "create_cmd");
    }

    private HostMirror mirror() {
        return new HostMirror(apt, release);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(apt.resolve(name), text);
    }

    private static Stream<String> described(AptSource source) {
        return source.components().stream().map(component -> source.uri() + " " + source.suite() + " " + component);
    }

    private List<String> aptSays(String... suites) throws InterruptedException {
        String output = new ProcessRunner()
                .capture(Command.of(
                        "apt-get",
                        "indextargets",
                        "-o",
                        "Dir::Etc=" + apt,
                        "-o",
                        "APT::Architecture=amd64",
                        "--no-release-info",
                        "--format",
                        "$(SITE) $(RELEASE) $(COMPONENT)",
                        "Created-By: Packages",
                        "Architecture: amd64"));
        List<String> lines = output.lines().map(String::strip).toList();
        return Stream.of(suites)
                .flatMap(suite -> lines.stream().filter(line -> line.contains(" " + suite + " ")))
                .toList();
    }
}
