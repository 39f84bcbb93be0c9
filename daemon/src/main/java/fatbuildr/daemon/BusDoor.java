package fatbuildr.daemon;

import fatbuildr.daemon.bus.BusService;
import fatbuildr.daemon.bus.DropPlaces;
import fatbuildr.dbus.BusAddress;
import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in over the message bus: with HTTP it may be missing and comes back when it can, alone it is needed. */
final class BusDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BusDoor.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Engine engine;
    private final Supplier<String> taskMetrics;
    private final BusAddress address;
    private final DropPlaces places;
    private final boolean needed;
    private final Runnable gone;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable BusService service;
    private boolean closed;

    private BusDoor(
            Engine engine,
            Supplier<String> taskMetrics,
            Map<String, String> environment,
            Path workspaces,
            boolean needed,
            Runnable gone) {
        this.engine = engine;
        this.taskMetrics = taskMetrics;
        this.address = BusAddress.of(environment);
        this.places = DropPlaces.of(environment, workspaces);
        this.needed = needed;
        this.gone = gone;
    }

    /**
     * @param taskMetrics the figures of the engine's tasks as text
     * @param needed whether there is no other way in
     * @param gone told when the bus that is needed goes away
     */
    static BusDoor open(
            Engine engine,
            Supplier<String> taskMetrics,
            Map<String, String> environment,
            Path workspaces,
            boolean needed,
            Runnable gone) {
        BusDoor door = new BusDoor(engine, taskMetrics, environment, workspaces, needed, gone);
        if (!needed && !door.address.exists()) {
            LOG.info("there is no message bus at {}: only HTTP is served", door.address.text());
            return door;
        }
        try {
            door.connect();
            if (needed) {
                door.stay();
            }
        } catch (FatbuildrException failure) {
            if (needed) {
                throw failure;
            }
            LOG.warn("{}: only HTTP is served", failure.getMessage());
        }
        return door;
    }

    /** The threads of the bus do not keep the program alive, this one does. */
    private void stay() {
        Thread.ofPlatform().daemon(false).name("MainThread").start(() -> {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                LOG.debug("woken early", stopped);
            }
        });
    }

    synchronized Optional<BusService> service() {
        return Optional.ofNullable(service);
    }

    private synchronized void connect() {
        if (!closed) {
            service = BusService.start(address, engine, taskMetrics, places, this::lost);
        }
    }

    private void lost(IOException reason) {
        LOG.error("the message bus is gone: {}", reason.toString());
        service().ifPresent(BusService::close);
        if (needed) {
            gone.run();
        } else {
            Thread.ofVirtual().name("bus").start(this::reconnect);
        }
    }

    private void reconnect() {
        while (!isClosed()) {
            try {
                Thread.sleep(RETRY);
                if (address.exists()) {
                    connect();
                    LOG.info("the message bus is back");
                    return;
                }
            } catch (FatbuildrException failure) {
                LOG.debug("the message bus is not back yet", failure);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Answers no more calls. */
    void silence() {
        service().ifPresent(BusService::silence);
    }

    @Override
    public synchronized void close() {
        closed = true;
        end.countDown();
        if (service != null) {
            service.close();
        }
    }
}
