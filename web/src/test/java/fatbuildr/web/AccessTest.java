package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Engine NONE = new MemoryEngine(List.of());

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "2001:db8::1"})
    void onlyThisMachineIsServed(String host) {
        assertThatThrownBy(() -> WebServer.start(NONE, TestServer.settings(root, host, 0, "all", true), "3"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("[web] host = " + host)
                .hasMessageContaining("access policy is not there yet");
    }

    @Test
    void localhostIsServed() {
        try (WebServer server = WebServer.start(NONE, TestServer.settings(root, "localhost", 0, "all", true), "3")) {
            assertThat(server.url()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void anAddressInUseIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> WebServer.start(
                            NONE, TestServer.settings(root, "127.0.0.1", taken.getLocalPort(), "all", true), "3"))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessage("cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                            + ": the address is in use by another program, or not of this machine");
        }
    }

    @Test
    void anUnknownOnlyInstanceIsTold() {
        assertThatThrownBy(() -> WebServer.start(NONE, TestServer.settings(root, "127.0.0.1", 0, "lab", true), "3"))
                .hasMessage("instance lab not found");
    }

    /** A route outside this list must name an action of the policy. */
    @Test
    void everyRouteNamesItsAction() {
        Set<String> open = Set.of("/version", "/", "/instances.json", "/{instance}/<path>");
        RouteTable table = WebServer.table(NONE, TestServer.settings(root, "127.0.0.1", 0, "all", true), "3");

        assertThat(table.routes()).hasSizeGreaterThan(30);
        for (Route route : table.routes()) {
            String path = table.path(route);
            assertThat(route.action() == Action.PUBLIC)
                    .as(route.method().name() + " " + path)
                    .isEqualTo(open.contains(path));
            boolean changes = !route.method().name().equals("GET");
            assertThat(changes && route.action().word().startsWith("view-"))
                    .as(path)
                    .isFalse();
        }
    }

    @Test
    void actionsHaveTheWordsOfThePolicy() {
        assertThat(Action.VIEW_REGISTRY.word()).isEqualTo("view-registry");
        assertThat(Action.BUILD.word()).isEqualTo("build");
    }

    @Test
    void aStoppingServerAnswersSo() {
        try (TestServer server = TestServer.start(root)) {
            server.server.drain();
            RawHttp.Reply reply = server.get("/version");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isPresent();
        }
    }
}
