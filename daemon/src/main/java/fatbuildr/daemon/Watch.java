package fatbuildr.daemon;

import fatbuildr.daemon.bus.BusService;
import fatbuildr.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timer of the daemon: tells the service manager that all is well, and leaves when nobody has needed the daemon for a
 * while (dbus-api.md sections 11.2 and 11.3).
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration IDLE_TURN = Duration.ofSeconds(1);
    private static final Duration AFTER_WORK = Duration.ofSeconds(3);

    private final Engine engine;
    private final BusDoor door;
    private final ServiceManager manager;
    private final Duration idle;
    private final Runnable leave;
    private long lastWork = System.nanoTime();
    private long lastWord = System.nanoTime() - TURN.toNanos();

    /**
     * @param idle time without use after which the daemon leaves, zero for never
     * @param leave ends the program
     */
    Watch(Engine engine, BusDoor door, ServiceManager manager, Duration idle, Runnable leave) {
        this.engine = engine;
        this.door = door;
        this.manager = manager;
        this.idle = idle;
        this.leave = leave;
    }

    void start() {
        if (manager.isListening() || !idle.isZero()) {
            Thread.ofPlatform().daemon().name("timer").start(this::run);
        }
    }

    private void run() {
        while (true) {
            try {
                Thread.sleep(idle.isZero() ? TURN : IDLE_TURN);
                report();
                if (!idle.isZero() && isIdle() && withdraw()) {
                    LOG.info("nothing to do: leaving");
                    leave.run();
                    return;
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.error("the timer goes on after a failure", failure);
            }
        }
    }

    private void report() {
        if (System.nanoTime() - lastWord < TURN.toNanos()) {
            return;
        }
        lastWord = System.nanoTime();
        List<String> failed = engine.instances().stream()
                .flatMap(instance -> instance.failedWorkers().stream())
                .toList();
        words(failed).forEach(manager::tell);
    }

    /** What the service manager is told: with a dead worker, to start the service again. */
    static List<String> words(List<String> failedWorkers) {
        return failedWorkers.isEmpty()
                ? List.of("WATCHDOG=1")
                : List.of("STATUS=Worker thread " + failedWorkers.getFirst() + " failed", "WATCHDOG=trigger");
    }

    private boolean isIdle() {
        Optional<BusService> service = door.service();
        if (service.isEmpty() || service.get().idle().compareTo(idle) < 0) {
            return false;
        }
        if (isBusy()) {
            lastWork = System.nanoTime();
        }
        return System.nanoTime() - lastWork >= AFTER_WORK.toNanos();
    }

    private boolean isBusy() {
        return engine.instances().stream()
                .anyMatch(instance ->
                        !instance.running().isEmpty() || !instance.queue().isEmpty());
    }

    /**
     * Gives the name back, so that whoever calls next starts the service anew, and answers what had come before. What
     * came may be a task: then the daemon stays.
     */
    private boolean withdraw() throws InterruptedException {
        BusService service = door.service().orElseThrow();
        if (service.withdraw() && !isBusy()) {
            return true;
        }
        service.takeName();
        return false;
    }
}
