package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.engine.BuildSubmission;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildUploadTest {
    private static final String TYPE = "Content-Type: multipart/form-data; boundary=b0";

    @AutoClose
    private final TestServer server = TestServer.start();

    /** As the existing client writes it: fields first, files without a content type. */
    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("format", "deb");
        fields.put("distribution", "trixie");
        fields.put("architectures", "x86_64,aarch64");
        fields.put("derivative", "main");
        fields.put("artifact", "acme");
        fields.put("user_name", "Alice Räy");
        fields.put("user_email", "alice@lab.example");
        fields.put("message", "Rebuild\nfor --b0 fun");
        return fields;
    }

    private static String field(String name, String value) {
        return "--b0\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String fileName, String content) {
        return "--b0\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"\r\n\r\n"
                + content + "\r\n";
    }

    private static String form(Map<String, String> fields, String... parts) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(field(name, value)));
        for (String part : parts) {
            body.append(part);
        }
        String text = body.append("--b0--\r\n").toString();
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private RawHttp.Reply post(String body) {
        return server.send("POST", "/lab/build", body, TYPE);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "'',false"})
    void aBuildIsInteractiveWhenItSaysSo(String value, boolean interactive) {
        Map<String, String> fields = fields();
        fields.put("interactive", value);

        assertThat(post(form(fields, file("tarball", "a.tar.xz", "x"))).status())
                .isEqualTo(200);
        assertThat(server.lab.submission().orElseThrow().build().interactive()).isEqualTo(interactive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", "true "})
    void interactiveIsTrueOrFalse(String value) throws IOException {
        Map<String, String> fields = fields();
        fields.put("interactive", value);
        RawHttp.Reply reply = post(form(fields, file("tarball", "a.tar.xz", "x")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body())
                .isEqualTo("{\"error\":\"bad request: the form field interactive is true or false\"}\n");
        assertThat(server.lab.submission()).isEmpty();
        assertThat(leftOvers()).isEmpty();
    }

    private List<Path> leftOvers() throws IOException {
        if (!Files.exists(server.uploads())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(server.uploads())) {
            return files.toList();
        }
    }

    @Test
    void aSubmissionArrivesWhole() throws Exception {
        String binary = "\0\1\r\n--b\r\n--b1\r\n\r\n\377 end\r";
        RawHttp.Reply reply = post(form(
                fields(),
                file("tarball", "fatbuildr-artifact.tar.xz", binary.replace("\377", "x")),
                file("source/acme", "acme-3.2~rc1+dfsg.tar.xz", "source")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"task\":\"" + server.lab.queue().getFirst().id() + "\"}\n");
        BuildSubmission submission = server.lab.submission().orElseThrow();
        assertThat(submission.build())
                .isEqualTo(new TaskSpec.ArtifactBuild(
                        "deb",
                        "trixie",
                        "main",
                        "acme",
                        List.of("x86_64", "aarch64"),
                        "Alice Räy",
                        "alice@lab.example",
                        "Rebuild\nfor --b0 fun",
                        false));
        assertThat(submission.tarball().getFileName()).hasToString("fatbuildr-artifact.tar.xz");
        assertThat(submission.sources()).hasSize(1);
        assertThat(submission.sources().getFirst().id()).isEqualTo("acme");
        assertThat(submission.sources().getFirst().file().getFileName()).hasToString("acme-3.2~rc1+dfsg.tar.xz");
        assertThat(server.lab.uploaded())
                .containsEntry("fatbuildr-artifact.tar.xz", binary.replace("\377", "x"))
                .containsEntry("acme-3.2~rc1+dfsg.tar.xz", "source");
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void ofRepeatedFieldsTheFirstCounts() {
        post(form(
                fields(),
                field("artifact", "other"),
                file("tarball", "a.tar", "first"),
                file("tarball", "b.tar", "second"),
                file("strange", "c.tar", "dropped")));

        assertThat(server.lab.submission().orElseThrow().build().artifact()).isEqualTo("acme");
        assertThat(server.lab.uploaded()).containsOnly(Map.entry("a.tar", "first"));
    }

    /** peer-defect-23 and 24: JSON, and nothing stays behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "format",
                "distribution",
                "architectures",
                "derivative",
                "artifact",
                "user_name",
                "user_email",
                "message"
            })
    void missingFieldIsRefusedAndLeavesNothing_peerDefect23_peerDefect24(String missing) throws Exception {
        Map<String, String> fields = fields();
        fields.remove(missing);

        RawHttp.Reply reply = post(form(fields, file("tarball", "a.tar", "x")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("{\"error\":\"bad request: the form field " + missing + " is missing\"}\n");
        assertThat(leftOvers()).isEmpty();
    }

    /** peer-defect-22 and 24: the engine's refusal is no 500. */
    @Test
    void refusedSubmissionLeavesNothing_peerDefect22_peerDefect24() throws Exception {
        Map<String, String> fields = fields();
        fields.put("distribution", "xyz");

        RawHttp.Reply reply = post(form(fields, file("tarball", "a.tar", "x")));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"error\":\"Distribution xyz is not supported\"}\n");
        assertThat(leftOvers()).isEmpty();
    }

    private RawHttp.Reply postByBrowser(String body) {
        return server.send("POST", "/lab/build", body, TYPE, "Accept: text/html,*/*;q=0.8", "Origin: http://test");
    }

    /** A browser is sent on to the output of its build; files that were not chosen come without a name. */
    @Test
    void aBrowserIsSentToTheWatchPage() {
        RawHttp.Reply reply =
                postByBrowser(form(fields(), file("tarball", "a.tar", "x"), file("source", "acme-1.0.tar.xz", "src")));
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location"))
                .hasValue("watch/" + server.lab.queue().getFirst().id() + ".html");
        assertThat(server.lab.submission().orElseThrow().sources().getFirst().id())
                .isEqualTo("acme");

        assertThat(postByBrowser(form(fields(), file("tarball", "a.tar", "x"), file("source", "", "")))
                        .status())
                .isEqualTo(303);
        assertThat(server.lab.submission().orElseThrow().sources()).isEmpty();
    }

    @Test
    void aBrowserGetsRefusalsAsPages() {
        RawHttp.Reply reply = postByBrowser(form(fields(), file("tarball", "", "")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(reply.body()).contains("bad request (400)</p>\n<p>the form field tarball is missing");
    }

    @Test
    void aTarballMustBeAFile() {
        assertThat(post(form(fields(), field("tarball", "x"))).body())
                .isEqualTo(
                        "{\"error\":\"bad request: the form field tarball is no file, which has a name, as curl sends it"
                                + " with -F tarball=@FILE\"}\n");
        assertThat(post(form(fields(), file("tarball", "a.tar", "x"), field("source/acme", "acme-1.0.tar.xz")))
                        .body())
                .contains("the form field source/acme is no file");
        assertThat(server.lab.submission()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd,passwd",
        "/etc/cron.d/x,x",
        "C:\\dir\\a.tar,a.tar",
        ".hidden,_hidden",
        "a b$.tar,a_b_.tar",
    })
    void theTarballsNameIsHarmless(String sent, String kept) {
        post(form(fields(), file("tarball", sent, "x")));

        assertThat(server.lab.uploaded()).containsOnly(Map.entry(kept, "x"));
        assertThat(server.lab.submission().orElseThrow().tarball())
                .isEqualTo(server.lab.submission().orElseThrow().directory().resolve(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/..", "dir/", "a.tar", "a\u0001b"})
    void unusableOrRepeatedSourceNamesAreRefused(String name) throws Exception {
        RawHttp.Reply reply = post(form(fields(), file("tarball", "a.tar", "x"), file("source/acme", name, "y")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("file");
        assertThat(leftOvers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data|400",
                "text/plain|400",
                "multipart/form-data; boundary=other|400",
                "multipart/mixed; boundary=b0|400",
            })
    void otherBodiesAreRefused(String type, int status) throws Exception {
        RawHttp.Reply reply = server.send(
                "POST", "/lab/build", form(fields(), file("tarball", "a.tar", "x")), "Content-Type: " + type);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).startsWith("{\"error\":");
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void bodyWithoutTypeIsRefused() {
        assertThat(server.send("POST", "/lab/build", "x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b0",
                "--b0\r\n",
                "--b0\r\nContent-Disposition: form-data; name=\"tarball\"; filename=\"a\"\r\n\r\nhalf",
                "--b0\r\nX: y\r\n\r\nvalue\r\n--b0--\r\n",
                "--b0\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--b0--\r\n",
                "--b0xx\r\n\r\n\r\n--b0--\r\n",
            })
    void brokenFormsAreRefused(String body) throws Exception {
        assertThat(post(body.isEmpty() ? " " : body).status()).isEqualTo(400);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void oversizedFieldsAndHeadersAndCountsAreRefused() throws Exception {
        Map<String, String> fields = fields();
        fields.put("message", "x".repeat(300_000));

        assertThat(post(form(fields)).status()).isEqualTo(413);
        assertThat(post(file("y".repeat(20_000), "a", "x")).status()).isEqualTo(413);
        assertThat(post(field("a", "b").repeat(1001)).status()).isEqualTo(413);
        assertThat(leftOvers()).isEmpty();
    }

    /** The answer comes though nobody wants the body: clients look for it only after they sent all. */
    @Test
    void unknownInstanceIsToldAfterTheBody() {
        String body = form(fields(), file("tarball", "a.tar", "x".repeat(5_000_000)));

        RawHttp.Reply reply = server.send("POST", "/nolab/build", body, TYPE);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"error\":\"instance nolab not found\"}\n");
    }

    @Test
    void aRefusalInTheMiddleIsToldAfterTheBodyToo() {
        Map<String, String> fields = fields();
        fields.put("message", "x".repeat(300_000));

        RawHttp.Reply reply = post(form(fields, file("tarball", "a.tar", "x".repeat(20_000_000))));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).isEqualTo("{\"error\":\"the field message exceeds 262144 bytes\"}\n");
    }

    @Test
    void aChunkedBodyIsFine() throws Exception {
        String body = form(fields(), file("tarball", "a.tar", "x".repeat(100_000)));
        StringBuilder chunks = new StringBuilder("POST /lab/build HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
                + TYPE + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < body.length(); at += 777) {
            String chunk = body.substring(at, Math.min(body.length(), at + 777));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }

        RawHttp.Reply reply =
                RawHttp.exchange(server.port(), chunks.append("0\r\n\r\n").toString());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(server.lab.uploaded().get("a.tar")).hasSize(100_000);
    }

    /** peer-defect-24: also when the client vanishes in the middle. */
    @Test
    void brokenOffUploadLeavesNothing_peerDefect24() throws Exception {
        String body = form(fields(), file("tarball", "a.tar", "x".repeat(100_000)));
        try (Socket socket = RawHttp.connect(server.port())) {
            RawHttp.send(
                    socket,
                    "POST /lab/build HTTP/1.1\r\nHost: test\r\n" + TYPE + "\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body.substring(0, 60_000));
            await().until(() -> !leftOvers().isEmpty());
        }

        await().untilAsserted(() -> assertThat(leftOvers()).isEmpty());
        assertThat(server.lab.queue()).isEmpty();
    }

    @Test
    void uploadsOfAFormerRunAreRemovedAtStart(@TempDir Path root) throws Exception {
        Path old = Files.createDirectories(root.resolve("workspaces/.uploads/left/over"));
        Files.writeString(old.resolve("file"), "x");

        try (TestServer _ = TestServer.start(root)) {
            assertThat(old).doesNotExist();
        }
    }
}
