package fatbuildr.daemon;

import fatbuildr.daemon.bus.BusService;
import fatbuildr.dbus.BusAddress;
import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the way in over the message bus: with HTTP it may be missing, alone it is needed. */
final class BusDoor {
    private static final Logger LOG = LoggerFactory.getLogger(BusDoor.class);
    private static final String EXCHANGE = "FATBUILDR_EXCHANGE";

    private BusDoor() {}

    /** @param lost told when the bus goes away */
    static Optional<BusService> open(
            Engine engine, Map<String, String> environment, boolean needed, Consumer<IOException> lost) {
        BusAddress address = BusAddress.of(environment);
        Path exchange = Path.of(environment.getOrDefault(EXCHANGE, "/run/fatbuildr"));
        if (!needed && !address.exists()) {
            LOG.info("there is no message bus at {}: only HTTP is served", address.text());
            return Optional.empty();
        }
        try {
            return Optional.of(BusService.start(address, engine, exchange, lost));
        } catch (FatbuildrException failure) {
            if (needed) {
                throw failure;
            }
            LOG.warn("{}: only HTTP is served", failure.getMessage());
            return Optional.empty();
        }
    }
}
