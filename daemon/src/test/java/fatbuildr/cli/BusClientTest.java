package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.daemon.BusSite;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fatbuildrctl} over a real bus against a real daemon (cli.md sections 3 to 6). */
class BusClientTest {
    @TempDir
    static Path root;

    @AutoClose
    private static BusSite site;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        site = BusSite.start(root);
    }

    private static Outcome ctl(String... words) {
        return at("dbus://system/lab", words);
    }

    private static Outcome at(String uri, String... words) {
        Map<String, String> environment = new HashMap<>(site.bus.environment());
        environment.put("HOME", root.toString());
        environment.put("FATBUILDR_URI", uri);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new Surroundings(
                        environment,
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        err,
                        new Surroundings.Terminal(false, false, false),
                        ZoneId.systemDefault(),
                        Duration.ofMillis(20)),
                words);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anIdleInstance() {
        assertThat(ctl("list")).isEqualTo(new Outcome(0, "No running task\n", ""));
        assertThat(at("dbus://system/pre-prod", "list")).isEqualTo(new Outcome(0, "No running task\n", ""));
        assertThat(ctl("registry", "list", "-d", "sid"))
                .isEqualTo(new Outcome(0, "No artifact found in deb distribution sid derivative main\n", ""));
        assertThat(ctl("images", "list").out())
                .startsWith("Images:\n- format: deb\n  image: missing\n  environments:\n  - name: trixie\n");
        assertThat(ctl("watch").err()).startsWith("ERROR ⸬ runtime error: no task is running");
    }

    @Test
    void whatDoesNotExistIsOneLine() {
        assertThat(at("dbus://system/none", "list"))
                .isEqualTo(new Outcome(1, "", "ERROR ⸬ server error: instance none not found\n"));
        String id = "0d4a1e9e-6b0e-4cda-8a1c-3a5f2f1c7b10";
        assertThat(ctl("watch", id))
                .isEqualTo(new Outcome(1, "", "ERROR ⸬ server error: Unable to find task " + id + " on server\n"));
        assertThat(ctl("registry", "list", "-d", "el9").err())
                .startsWith("ERROR ⸬ server error: distribution el9 is not known to the server\n"
                        + "hint: distributions of the instance: trixie, sid");
    }

    /** peer-defect-13: a client that follows right after the submission finds the output; and peer-defect-26. */
    @Test
    void aKeyringIsMadeAndFollowed_peerDefect13_peerDefect26() {
        String other = "dbus://system/pre-prod";
        assertThat(at(other, "keyring").out()).isEqualTo("No keyring available on URI " + other + "\n");
        assertThat(at(other, "keyring", "export").code()).isEqualTo(1);
        assertThat(at(other, "keyring", "renew", "--duration", "1y").code()).isEqualTo(1);

        Outcome created = at(other, "keyring", "create");

        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.out()).startsWith("Submitted keyring creation task ").contains("Task succeeded");
        assertThat(at(other, "keyring").out())
                .contains("  userid: Lab Bot <bot@lab.example>\n", "  algo: rsa2048\n", "  expires: never\n");
        assertThat(at(other, "keyring", "export").out()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
        Outcome again = at(other, "keyring", "create");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out()).contains("Task failed");
        assertThat(at(other, "history").out())
                .contains("  name: keyring creation\n  state: finished\n  result: failed");
    }

    @Test
    void aPurgeIsFollowedAndFoundAgain() {
        Outcome purge = ctl("history", "purge");
        assertThat(purge.code()).isZero();
        String id = purge.out().split(" ", -1)[5].lines().findFirst().orElseThrow();
        Outcome watched = ctl("watch", id);
        assertThat(watched.code()).isZero();
        assertThat(watched.out()).contains("Task succeeded");
        assertThat(ctl("cancel", id).err()).contains("is finished, it cannot be cancelled any more");
    }

    /** A journal that a crash has cut in the middle of a message is shown up to there, and called broken. */
    @Test
    void aCutJournalIsShownAsFarAsItGoes() throws Exception {
        String id = ctl("history", "purge")
                .out()
                .split(" ", -1)[5]
                .lines()
                .findFirst()
                .orElseThrow();
        Path journal = site.workspaces.resolve("lab").resolve(id).resolve("task.journal");
        byte[] whole = Files.readAllBytes(journal);
        int lastMessage = 8 + "20:Task succeeded".length();
        for (int missing : List.of(5, lastMessage - 3, lastMessage, whole.length)) {
            Files.write(journal, Arrays.copyOf(whole, whole.length - missing));
            Outcome watched = ctl("watch", id);
            assertThat(watched.code()).as("%d bytes missing", missing).isEqualTo(1);
            assertThat(watched.err()).contains("output of task " + id + " ended unexpectedly");
            assertThat(watched.out()).doesNotContain("Task succeeded");
        }
        byte[] garbage = whole.clone();
        garbage[0] = 77;
        garbage[7] = 127;
        Files.write(journal, garbage);
        assertThat(ctl("watch", id).code()).isEqualTo(1);
        Files.delete(journal);
        assertThat(ctl("watch", id).err()).contains("output of task " + id + " ended unexpectedly");
    }

    @Test
    void aTokenIsGenerated() {
        assertThat(ctl("tokens", "generate").out()).matches("[^.]+\\.[^.]+\\.[^.]+\\n");
    }

    @Test
    void aDeletionOfNothingIsRefused_peerDefect11() {
        assertThat(ctl("registry", "delete", "-d", "sid", "-a", "none").out()).contains("No artifact found");
    }

    private static void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Outcome build(String... more) throws IOException {
        write("artifacts/acme/artifact.yml", "source: https://dl.invalid/a.tar.gz\nversion: 3.10\ndeb: {release: 1}\n");
        write("artifacts/acme/deb/control", "Source: acme\n\nPackage: acme\nArchitecture: any\n");
        write("src/main.c", "int main;\n");
        return ctl(Stream.concat(
                        Stream.of(
                                "build",
                                "-a",
                                "acme",
                                "-b",
                                root.resolve("artifacts").toString(),
                                "-n",
                                "Alice Ray",
                                "-e",
                                "alice@lab.example",
                                "-m",
                                "Rebuild"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** There is no image to build in: the task fails, which the client tells (peer-defect-6). */
    @Test
    void aBuildGoesThroughTheDropDirectory_peerDefect6() throws Exception {
        Outcome built = build("-d", "sid", "--sources", "3.11@" + root.resolve("src"));

        assertThat(built.out()).startsWith("Submitted acme build task ").contains("Task failed");
        assertThat(built.code()).isEqualTo(1);
        assertThat(left()).isEmpty();
        String id = built.out().split(" ", -1)[4].lines().findFirst().orElseThrow();
        Path submission = site.workspaces.resolve("lab").resolve(id).resolve("submission");
        try (Stream<Path> files = Files.walk(submission)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .contains("fatbuildr-artifact.tar.xz", "acme-3.11.tar.xz");
        }
    }

    @Test
    void aRefusedBuildLeavesNothing_peerDefect24() throws Exception {
        assertThat(build("-d", "sid", "-n", "a<b").err()).contains("author's name");
        assertThat(left()).isEmpty();
    }

    private static List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(site.bus.exchange())) {
            return all.toList();
        }
    }
}
