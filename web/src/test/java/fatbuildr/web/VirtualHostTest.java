package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance under a host name of its own answers as a server of that instance alone. */
class VirtualHostTest {
    private static final String LAB = "X-Fatbuildr-Instance: lab";

    @AutoClose
    private TestServer server = TestServer.startConfigured("[web]\ninstance_header = X-Fatbuildr-Instance\n");

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(server.root.resolve("registry/lab/deb"));
        Files.writeString(server.root.resolve("registry/lab/deb/file"), "content");
    }

    @Test
    void pathsLackTheInstance() {
        assertThat(server.get("/instance.json", LAB).body())
                .isEqualTo(server.get("/lab/instance.json").body());
        assertThat(server.get("/registry.json?x=y", LAB).status()).isEqualTo(200);
        assertThat(server.get("/pipelines/formats.json?format=osi", LAB).body())
                .contains("osi")
                .doesNotContain("deb")
                .isEqualTo(server.get("/lab/pipelines/formats.json?format=osi").body());
        assertThat(server.get("/deb/file", LAB).body()).isEqualTo("content");
        assertThat(server.send("POST", "/keyring", "{}", LAB).status()).isEqualTo(200);
        assertThat(server.get("/version", LAB).body()).startsWith("Fatbuildr v");
        assertThat(server.get("/openapi.json", LAB).body())
                .contains("\"/keyring.json\":")
                .doesNotContain("/{instance}/");
        assertThat(server.get("/lab/instance.json", LAB).body()).contains("File not found in registry");
        assertThat(server.get("/instances.json", LAB).body()).contains("File not found in registry");
    }

    @Test
    void redirectsLeadToThePathsOfTheHost() {
        assertThat(server.get("/", LAB).header("Location").orElse(""))
                .endsWith("/registry/")
                .doesNotContain("lab");
        assertThat(server.get("/", LAB, "X-Forwarded-Prefix: /packages").header("Location"))
                .hasValue("/packages/registry/");
        assertThat(server.get("/registry", LAB).header("Location")).hasValue("http://test/registry/");
        assertThat(server.send(
                                "POST",
                                "/login",
                                "token=" + server.token("alice"),
                                LAB,
                                "Content-Type: application/x-www-form-urlencoded")
                        .header("Location"))
                .hasValue("http://test/registry/");
    }

    @Test
    void linksOfPagesLackTheInstance() {
        String page = server.get("/registry/", LAB).body();

        assertThat(page).contains("Fatbuildr: ").doesNotContain("/lab/", "href=\"lab");
        assertThat(server.get("/login", LAB).body()).contains(">lab<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../lab", "lab/registry", "", "lab lab", "%6cab", "-"})
    void whatIsNoInstanceIsIgnored(String id) {
        assertThat(server.get("/instance.json", "X-Fatbuildr-Instance: " + id).status())
                .isEqualTo(404);
        assertThat(server.get("/lab/instance.json", "X-Fatbuildr-Instance: " + id)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownInstanceIsTold() {
        assertThat(server.get("/registry.json", "X-Fatbuildr-Instance: nolab").body())
                .isEqualTo("{\"error\":\"instance nolab not found\"}\n");
    }

    /** A site without such a proxy does not listen to the header at all. */
    @Test
    void theHeaderIsHeardOnlyWhereItIsConfigured() {
        server.close();
        server = TestServer.start();

        assertThat(server.get("/lab/instance.json", LAB).status()).isEqualTo(200);
        assertThat(server.get("/registry.json", LAB).status()).isEqualTo(404);
    }
}
