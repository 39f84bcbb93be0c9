package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.Artifact;
import fatbuildr.api.ChangelogEntry;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells of the registry is kept, and never a moment too long. */
class KeptListsTest {
    private static final String JSON = "/lab/registry/deb/trixie/main.json";
    private static final String PAGE = "/lab/registry/deb/trixie/main/";

    @AutoClose
    private TestServer server = TestServer.start();

    private static Artifact artifact(String name) {
        return new Artifact(name, "noarch", "1.0", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, PAGE})
    void whatIsPublishedOrDeletedShowsAtOnce(String path) {
        for (int round = 0; round < 20; round++) {
            server.lab.publishOnly(List.of(artifact("more-" + round), artifact("stays")));
            assertThat(server.get(path).body()).contains("more-" + round, "stays");
            server.lab.publishOnly(List.of(artifact("stays")));
            assertThat(server.get(path).body()).contains("stays").doesNotContain("more-");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lab/registry/deb/trixie/main/x86_64/g++.json",
                "/lab/registry/deb/trixie/main/x86_64/g++/",
                "/lab/registry/deb/trixie/main/src/acme.json",
                "/lab/registry/deb/trixie/main/src/acme/"
            })
    void anArtifactShowsItsPublicationAtOnce(String path) {
        for (int round = 0; round < 5; round++) {
            String change = "Change " + round;
            server.lab.publish(
                    List.of(),
                    MemoryInstance.SOURCE,
                    List.of(new ChangelogEntry("1.0", "Ada", 0, List.of(change))),
                    List.of());
            RawHttp.Reply reply = server.get(path);
            assertThat(reply.body()).contains(change).isEqualTo(server.get(path).body());
            assertThat(server.get(path, "If-None-Match: " + reply.header("ETag").orElseThrow())
                            .status())
                    .isEqualTo(304);
        }
        assertThat(server.lab.listings.get()).isLessThanOrEqualTo(5);
        assertThat(server.get("/lab/registry/deb/trixie/main/source/acme/").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, PAGE})
    void aListIsMadeOnceAPublication(String path) {
        RawHttp.Reply first = server.get(path);
        RawHttp.Reply second = server.get(path);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Content-Length")).isEqualTo(first.header("Content-Length"));
        assertThat(server.lab.listings).hasValue(1);

        server.lab.publishOnly(List.of(artifact("one")));
        server.get(path);
        assertThat(server.lab.listings).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, PAGE})
    void whoHasItGetsNoBody(String path) {
        String etag = server.get(path).header("ETag").orElseThrow();
        assertThat(etag).startsWith("\"");

        RawHttp.Reply again = server.get(path, "If-None-Match: W/\"other\", " + etag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).hasValue(etag);

        server.lab.publishOnly(List.of(artifact("one")));
        RawHttp.Reply changed = server.get(path, "If-None-Match: " + etag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isPresent().isNotEqualTo(Optional.of(etag));
    }

    @Test
    void eachVisitorGetsTheirOwnPage() {
        String anonymous = server.get(PAGE).body();
        String alice = server.get(PAGE, "Authorization: Bearer " + server.token("alice"))
                .body();
        String bob =
                server.get(PAGE, "Authorization: Bearer " + server.token("bob")).body();

        assertThat(anonymous).contains("Sign in");
        assertThat(alice).contains(">alice</a>").doesNotContain("Sign in");
        assertThat(bob).contains(">bob</a>").doesNotContain("alice");
        assertThat(server.get(PAGE).body()).isEqualTo(anonymous);
    }

    @Test
    void aRefusedVisitorGetsNothingThatWasKept() {
        server.close();
        server = TestServer.startWith("[roles]\nreader = alice\n[reader]\nactions = view-registry\n");
        String token = "Authorization: Bearer " + server.token("alice");
        for (String path : List.of(JSON, PAGE)) {
            String etag = server.get(path, token).header("ETag").orElseThrow();
            assertThat(server.get(path).status()).isEqualTo(403);
            assertThat(server.get(path, "If-None-Match: " + etag).status()).isEqualTo(403);
        }
    }

    @Test
    void aChangedTemplateShowsAtOnce() throws Exception {
        Path template = server.root.resolve("etc/web/templates/derivative.html.j2");
        String shipped = server.get(PAGE).body();
        Files.createDirectories(template.getParent());
        for (int round = 0; round < 3; round++) {
            Files.writeString(template, "round " + round);
            Files.setLastModifiedTime(template, FileTime.from(Instant.ofEpochSecond(1_800_000_000L + round)));
            assertThat(server.get(PAGE).body()).isEqualTo("round " + round);
        }
        Files.delete(template);
        assertThat(server.get(PAGE).body()).isEqualTo(shipped);
    }

    @Test
    void whatCannotBeMadeIsTriedAgain() {
        KeptBodies kept = new KeptBodies(100_000);
        assertThatThrownBy(() -> kept.get("one", 1, () -> {
                    throw FatbuildrException.notFound("not now");
                }))
                .hasMessage("not now");
        assertThat(kept.bytes()).isZero();
        assertThat(kept.get("one", 1, () -> new KeptBodies.Made("text", () -> true))
                        .length())
                .isEqualTo(4);
    }

    @Test
    void manyAtOnceSeeTheirPublication() throws Exception {
        List<Callable<Void>> visitors = new ArrayList<>();
        for (int visitor = 0; visitor < 8; visitor++) {
            visitors.add(() -> {
                for (int request = 0; request < 50; request++) {
                    long before = server.lab.generation("deb", "trixie");
                    String body = server.get(JSON).body();
                    long shown = Long.parseLong(body.replaceAll("(?s).*at-(\\d+).*", "$1"));
                    assertThat(shown).isGreaterThanOrEqualTo(before);
                }
                return null;
            });
        }
        server.lab.publishOnly(List.of(artifact("at-" + (server.lab.generation("deb", "trixie") + 1))));
        try (ExecutorService threads = Executors.newFixedThreadPool(visitors.size())) {
            List<Future<Void>> answers = visitors.stream().map(threads::submit).toList();
            while (!answers.stream().allMatch(Future::isDone)) {
                server.lab.publishOnly(List.of(artifact("at-" + (server.lab.generation("deb", "trixie") + 1))));
            }
            for (Future<Void> answer : answers) {
                answer.get();
            }
        }
    }

    @Test
    void whatIsKeptIsBounded() {
        KeptBodies kept = new KeptBodies(100_000);
        for (int key = 0; key < 1000; key++) {
            int size = key;
            kept.get(key, 1, () -> new KeptBodies.Made("x".repeat(size * 10), () -> true));
            assertThat(kept.bytes()).isBetween(0L, 100_000L);
        }
        kept.get("large", 1, () -> new KeptBodies.Made("x".repeat(200_000), () -> true));
        assertThat(kept.bytes()).isZero();
        IntStream.range(0, 5)
                .forEach(generation ->
                        kept.get("one", generation, () -> new KeptBodies.Made("x".repeat(10_000), () -> true)));
        assertThat(kept.bytes()).isBetween(10_000L, 20_000L);
    }
}
