package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests leave nothing behind in memory. */
class MemoryTest {
    private static final int REQUESTS = 8000;
    private static final List<String> PATHS =
            List.of("/instances.json", "/lab/registry.json", "/lab/registry/", "/lab/running.json", "/nowhere/at/all");

    /** peer-defect-5: the peer keeps some 2 kB of each request, which would be 16 MB here. */
    @Test
    void manyRequestsDoNotAddUp() {
        try (TestServer server = TestServer.start()) {
            ask(server);
            long before = used();
            ask(server);
            assertThat(used() - before).isLessThan(4L << 20);
        }
    }

    private static void ask(TestServer server) {
        for (int request = 0; request < REQUESTS; request++) {
            server.get(PATHS.get(request % PATHS.size()));
        }
    }

    /** What is left after everything has gone that can go. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
