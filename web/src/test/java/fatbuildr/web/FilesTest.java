package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
    private static final Instant PUBLISHED = Instant.parse("2026-11-01T08:00:00.123456789Z");
    private static final String PUBLISHED_HEADER = "Sun, 01 Nov 2026 08:00:00 GMT";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Path deb = server.root.resolve("registry/lab/deb");

    @BeforeEach
    void start() throws Exception {
        write("pool/0123456789", "0123456789");
    }

    private Path write(String name, String content) throws Exception {
        Path file = deb.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        Files.setLastModifiedTime(file, FileTime.from(PUBLISHED));
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Release|application/octet-stream",
                "Release.gpg|application/octet-stream",
                "Packages|application/octet-stream",
                "Packages.gz|application/gzip",
                "Packages.xz|application/x-xz",
                "Packages.zst|application/zstd",
                "a_1.0-1_amd64.deb|application/vnd.debian.binary-package",
                "a_1.0-1.dsc|text/prs.lines.tag; charset=utf-8",
                "a_1.0.orig.tar.xz|application/x-xz",
                "a-1.0-1.x86_64.rpm|application/x-redhat-package-manager",
                "repomd.xml|application/xml; charset=utf-8",
                "primary.xml.gz|application/gzip",
                "primary.sqlite.bz2|application/x-bzip2",
                "g++_1.0~rc1+b1-1.deb|application/vnd.debian.binary-package",
            })
    void fileHasItsTypeAndNoEncoding_peerDefect29(String name, String type) throws Exception {
        write(name, "bytes");

        RawHttp.Reply reply = server.get("/lab/deb/" + name, "Accept-Encoding: gzip, deflate");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("bytes");
        assertThat(reply.header("Content-Type")).hasValue(type);
        assertThat(reply.header("Content-Encoding")).isEmpty();
        assertThat(reply.header("Content-Length")).hasValue("5");
        assertThat(reply.header("Last-Modified")).hasValue(PUBLISHED_HEADER);
        assertThat(reply.header("Cache-Control")).hasValue("no-cache");
        assertThat(reply.header("Content-Disposition")).hasValue("inline; filename=" + name);
        assertThat(reply.header("ETag").orElseThrow()).matches("\"[0-9a-f-]+\"");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bytes=0-0,206,0,bytes 0-0/10",
                "bytes=3-5,206,345,bytes 3-5/10",
                "bytes=7-,206,789,bytes 7-9/10",
                "bytes=-3,206,789,bytes 7-9/10",
                "bytes=-99,206,0123456789,bytes 0-9/10",
                "bytes=8-99,206,89,bytes 8-9/10",
                "bytes=10-,416,'',bytes */10",
                "bytes=-0,416,'',bytes */10",
                "bytes=99999999999999999999-,416,'',bytes */10",
                "'bytes=0-1,4-5',200,0123456789,-",
                "bytes=5-3,200,0123456789,-",
                "lines=0-1,200,0123456789,-",
                "bytes=a-b,200,0123456789,-",
            })
    void ranges(String range, int status, String body, String contentRange) {
        RawHttp.Reply reply = server.get("/lab/deb/pool/0123456789", "Range: " + range);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.header("Content-Range").orElse(null)).isEqualTo(contentRange);
        assertThat(reply.header("Content-Length")).hasValue(String.valueOf(body.length()));
    }

    @Test
    void headTellsWhatGetWouldSend() {
        RawHttp.Reply head = server.send("HEAD", "/lab/deb/pool/0123456789", "", "Range: bytes=0-1");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).hasValue("10");
        assertThat(head.header("ETag"))
                .isEqualTo(server.get("/lab/deb/pool/0123456789").header("ETag"));
    }

    /** Release lists them, though only compressed ones are published. */
    @Test
    void indexesAreUnpackedForSimpleClients() throws Exception {
        Path packed = deb.resolve("dists/trixie/main/binary-amd64/Packages.gz");
        Files.createDirectories(packed.getParent());
        Files.write(packed, members("Package: a\n\n", "Package: b\n\n"));
        Files.setLastModifiedTime(packed, FileTime.from(PUBLISHED));
        String path = "/lab/deb/dists/trixie/main/binary-amd64/Packages";

        RawHttp.Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("Package: a\n\nPackage: b\n\n");
        assertThat(reply.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(reply.header("Content-Length")).hasValue("24");
        assertThat(reply.header("Last-Modified")).hasValue(PUBLISHED_HEADER);
        assertThat(reply.header("Content-Disposition")).hasValue("inline; filename=Packages");
        assertThat(reply.header("ETag"))
                .isPresent()
                .isNotEqualTo(server.get(path + ".gz").header("ETag"));
        assertThat(server.get(path, "Range: bytes=12-21").body()).isEqualTo("Package: b");
        assertThat(server.get(path, "If-None-Match: " + reply.header("ETag").orElseThrow())
                        .status())
                .isEqualTo(304);
        assertThat(server.get("/lab/deb/dists/trixie/main/source/Sources").status())
                .isEqualTo(404);
        write("pool/notes.gz", "no index");
        assertThat(server.get("/lab/deb/pool/notes").status()).isEqualTo(404);
    }

    /** Who has it already, or wants no content, costs no unpacking: a damaged one would fail. */
    @Test
    void indexesAreUnpackedOnlyForWhoGetsThem() throws Exception {
        Path packed = deb.resolve("dists/trixie/main/binary-amd64/Packages.gz");
        Files.createDirectories(packed.getParent());
        Files.writeString(packed, "damaged");
        Files.setLastModifiedTime(packed, FileTime.from(PUBLISHED));
        String path = "/lab/deb/dists/trixie/main/binary-amd64/Packages";
        assertThat(server.get(path).status()).isEqualTo(500);

        RawHttp.Reply head = server.send("HEAD", path, "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEmpty();
        assertThat(head.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(head.header("Content-Disposition")).hasValue("inline; filename=Packages");
        assertThat(head.header("Last-Modified")).hasValue(PUBLISHED_HEADER);
        assertThat(head.header("Content-Security-Policy")).hasValue("sandbox");
        for (String have : List.of(
                "If-None-Match: " + head.header("ETag").orElseThrow(), "If-Modified-Since: " + PUBLISHED_HEADER)) {
            assertThat(server.get(path, have).status()).isEqualTo(304);
            assertThat(server.send("HEAD", path, "", have).status()).isEqualTo(304);
        }
        assertThat(server.get(path, "If-Match: \"x\"").status()).isEqualTo(412);
    }

    private static byte[] members(String... texts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) {
            try (GZIPOutputStream member = new GZIPOutputStream(all)) {
                member.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return all.toByteArray();
    }

    @Test
    void publishedPagesRunNothing() throws Exception {
        Files.writeString(server.root.resolve("registry/lab/deb/pool/x.html"), "<script>alert(1)</script>");

        assertThat(server.get("/lab/deb/pool/x.html").header("Content-Security-Policy"))
                .hasValue("sandbox");
    }

    @Test
    void conditionalRequests() {
        String path = "/lab/deb/pool/0123456789";
        String etag = server.get(path).header("ETag").orElseThrow();

        assertThat(server.get(path, "If-None-Match: " + etag).status()).isEqualTo(304);
        assertThat(server.get(path, "If-None-Match: \"x\", W/" + etag).status()).isEqualTo(304);
        assertThat(server.get(path, "If-None-Match: *").status()).isEqualTo(304);
        assertThat(server.get(path, "If-None-Match: \"x\"").status()).isEqualTo(200);
        assertThat(server.get(path, "If-Modified-Since: " + PUBLISHED_HEADER).status())
                .isEqualTo(304);
        assertThat(server.get(path, "If-Modified-Since: Sun, 01 Nov 2026 07:59:59 GMT")
                        .status())
                .isEqualTo(200);
        assertThat(server.get(path, "If-Modified-Since: yesterday").status()).isEqualTo(200);
        assertThat(server.get(path, "If-None-Match: \"x\"", "If-Modified-Since: " + PUBLISHED_HEADER)
                        .status())
                .isEqualTo(200);
        assertThat(server.get(path, "If-Match: \"x\", " + etag).status()).isEqualTo(200);
        assertThat(server.get(path, "If-Match: *").status()).isEqualTo(200);
        assertThat(server.get(path, "If-Match: \"x\"").status()).isEqualTo(412);
        assertThat(server.get(path, "If-Match: W/" + etag).status()).isEqualTo(412);
        assertThat(server.get(path, "If-Unmodified-Since: " + PUBLISHED_HEADER).status())
                .isEqualTo(200);
        assertThat(server.get(path, "If-Unmodified-Since: Sun, 01 Nov 2026 07:59:59 GMT")
                        .status())
                .isEqualTo(412);
        RawHttp.Reply unchanged = server.get(path, "If-None-Match: " + etag);
        assertThat(unchanged.header("ETag")).hasValue(etag);
        assertThat(unchanged.header("Content-Length")).isEmpty();
        assertThat(unchanged.header("Content-Type")).isEmpty();
        assertThat(unchanged.header("Last-Modified")).hasValue(PUBLISHED_HEADER);
    }

    @Test
    void aRangeContinuesOnlyTheSameFile() {
        String path = "/lab/deb/pool/0123456789";
        String etag = server.get(path).header("ETag").orElseThrow();

        assertThat(server.get(path, "Range: bytes=5-", "If-Range: " + etag).status())
                .isEqualTo(206);
        assertThat(server.get(path, "Range: bytes=5-", "If-Range: " + PUBLISHED_HEADER)
                        .status())
                .isEqualTo(206);
        assertThat(server.get(path, "Range: bytes=5-", "If-Range: \"old\"").body())
                .isEqualTo("0123456789");
        assertThat(server.get(path, "Range: bytes=5-", "If-Range: W/" + etag).status())
                .isEqualTo(200);
        assertThat(server.get(path, "Range: bytes=5-", "If-Range: Sun, 01 Nov 2026 08:00:01 GMT")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPublishedSuiteIsALinkToAHiddenPublication() throws Exception {
        write(".publications/trixie/1/InRelease", "first");
        write(".publications/trixie/2/InRelease", "other");
        Files.createDirectories(deb.resolve("dists"));
        Files.createSymbolicLink(deb.resolve("dists/trixie"), Path.of("../.publications/trixie/1"));

        RawHttp.Reply first = server.get("/lab/deb/dists/trixie/InRelease");
        Files.createSymbolicLink(deb.resolve("next"), Path.of("../.publications/trixie/2"));
        Files.move(
                deb.resolve("next"),
                deb.resolve("dists/trixie"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        String since = "If-Modified-Since: " + first.header("Last-Modified").orElseThrow();
        RawHttp.Reply second = server.get("/lab/deb/dists/trixie/InRelease", since);

        assertThat(first.body()).isEqualTo("first");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo("other");
        assertThat(second.header("ETag")).isNotEqualTo(first.header("ETag"));
    }

    /** A reader sees one publication or the other, with the length and tag that belong to its bytes. */
    @Test
    void filesStayWholeWhilePublicationsAreSwitched() throws Exception {
        Files.createDirectories(deb.resolve("dists"));
        AtomicBoolean over = new AtomicBoolean();
        publish(0);
        Thread publisher = Thread.ofPlatform().start(() -> {
            for (int number = 1; !over.get(); number++) {
                publish(number);
            }
        });
        Map<String, String> bodies = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            RawHttp.Reply reply = server.get("/lab/deb/dists/trixie/InRelease");
            String body = bodies.computeIfAbsent(reply.header("ETag").orElseThrow(), _ -> reply.body());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.complete()).isTrue();
            assertThat(reply.body()).isEqualTo(body).matches("([0-9]+ )\\1*");
        }
        over.set(true);
        publisher.join();
        assertThat(bodies).hasSizeGreaterThan(1);
    }

    /** Switches to a new publication, then removes the one before. */
    private void publish(int number) {
        try {
            Path directory = Files.createDirectories(deb.resolve(".publications/trixie/" + number));
            Files.writeString(directory.resolve("InRelease"), (number + " ").repeat(20_000 + number));
            Files.createSymbolicLink(deb.resolve("next"), Path.of("../.publications/trixie/" + number));
            Files.move(
                    deb.resolve("next"),
                    deb.resolve("dists/trixie"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Path former = deb.resolve(".publications/trixie/" + (number - 1));
            Files.deleteIfExists(former.resolve("InRelease"));
            Files.deleteIfExists(former);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deb/.publications/1/InRelease",
                "deb/.publications",
                "deb/pool/.tmp",
                "deb/out/secret",
                "deb/out",
                "deb/outfile",
                "deb/dangling",
                "deb/loop",
                "deb/pool/0123456789/x",
            })
    void hiddenAndEscapingNamesDoNotExist_peerDefect17(String path) throws Exception {
        write(".publications/1/InRelease", "hidden");
        write("pool/.tmp", "hidden");
        Files.writeString(server.root.resolve("registry/secret"), "secret");
        Files.createSymbolicLink(deb.resolve("out"), server.root.resolve("registry"));
        Files.createSymbolicLink(deb.resolve("outfile"), server.root.resolve("registry/secret"));
        Files.createSymbolicLink(deb.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(deb.resolve("loop"), Path.of("loop"));

        RawHttp.Reply reply = server.get("/lab/" + path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"error\":\"File not found in registry\"}\n");
        assertThat(server.get("/lab/deb/").body())
                .contains("pool/")
                .doesNotContain(">out", "publications", "dangling", "loop", "tmp");
    }

    @Test
    void directoriesAreListedWithAndWithoutSlash() throws Exception {
        write("pool/a b<c>.deb", "x".repeat(4100));

        RawHttp.Reply with = server.get("/lab/deb/pool/");
        RawHttp.Reply without = server.get("/lab/deb/pool");

        assertThat(with.status()).isEqualTo(200);
        assertThat(with.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(with.body())
                .contains("<h1>deb/pool/ content</h1>", "4.1 kB", "10 Bytes", "<a href=\"..\">..</a>")
                .contains("<a href=\"a%20b%3Cc%3E.deb\">a b&lt;c&gt;.deb</a>");
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.body())
                .contains("<a href=\".\">..</a>", "<a href=\"pool/a%20b%3Cc%3E.deb\">a b&lt;c&gt;.deb</a>");
        assertThat(server.get("/lab/deb").body())
                .contains("<a href=\"deb/pool\">pool/</a>")
                .doesNotContain(">..<");
    }

    @Test
    void bigFileComesWholeAndInParts() throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.length() < 3_000_000) {
            text.append(text.length()).append(' ');
        }
        write("pool/big", text.toString());

        assertThat(server.get("/lab/deb/pool/big").body()).isEqualTo(text.toString());
        assertThat(server.get("/lab/deb/pool/big", "Range: bytes=1000001-2500000")
                        .body())
                .isEqualTo(text.substring(1_000_001, 2_500_001));
    }

    @Test
    void theOnlyInstanceIsServedWithoutPrefixAndListingsCanBeOff() throws Exception {
        try (TestServer alone = TestServer.startAlone()) {
            Path pool = Files.createDirectories(alone.root.resolve("registry/lab/deb/pool"));
            Files.writeString(pool.resolve("0123456789"), "0123456789");
            RawHttp.Reply index = alone.get("/");

            assertThat(index.status()).isEqualTo(302);
            assertThat(index.header("Location")).hasValue("/registry/");
            assertThat(alone.get("/registry/").body()).contains("<title>Fatbuildr: formats</title>");
            assertThat(alone.get("/instance.json").status()).isEqualTo(200);
            assertThat(alone.get("/instances.json").body()).contains("File not found in registry");
            assertThat(alone.get("/lab/instance.json").status()).isEqualTo(404);
            assertThat(alone.get("/deb/pool/0123456789").body()).isEqualTo("0123456789");
            assertThat(alone.get("/deb/pool/").body()).isEqualTo("{\"error\":\"Access forbidden\"}\n");
            assertThat(alone.get("/deb/pool/").status()).isEqualTo(403);
            assertThat(alone.get("/version").status()).isEqualTo(200);
        }
    }
}
