package fatbuildr.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.testbus.PrivateBus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BusConnectionTest {
    private static final Path SHARE = Path.of("../dist/src/main/share");

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("server"))
                .toList();
    }

    /** A reader that goes on without connection would keep a processor busy. */
    @Test
    void theReaderEndsWithTheConnection() throws Exception {
        try (PrivateBus bus = PrivateBus.withoutPolkit(SHARE)) {
            BusConnection connection = BusConnection.open(BusAddress.of(bus.environment()));
            assertThat(connection.uniqueName()).startsWith(":1.");
            List<Thread> readers = readers();
            assertThat(readers).hasSize(1);
            connection.close();
            assertThat(readers.getFirst().join(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void aLostConnectionIsToldOnce() throws Exception {
        CompletableFuture<Throwable> lost = new CompletableFuture<>();
        try (PrivateBus bus = PrivateBus.withoutPolkit(SHARE);
                BusConnection _ = BusConnection.open(BusAddress.of(bus.environment()), lost::complete)) {
            List<Thread> readers = readers();
            bus.stopBus();
            assertThat(lost.get(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(readers.getFirst().join(Duration.ofSeconds(5))).isTrue();
        }
    }
}
