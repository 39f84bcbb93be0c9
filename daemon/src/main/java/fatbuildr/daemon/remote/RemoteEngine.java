package fatbuildr.daemon.remote;

import fatbuildr.config.Settings;
import fatbuildr.dbus.BusAddress;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.instance.InstanceDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The engine that the daemon of this machine runs. */
public final class RemoteEngine implements Engine {
    /** Ending a task, or taking over large sources, takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Time for a daemon to start; who reads a page does not wait longer. */
    private static final Duration PATIENCE_OF_READERS = Duration.ofSeconds(20);

    /** Time for a daemon to start; monitoring waits 10 s for all figures. */
    private static final Duration METRICS_PATIENCE = Duration.ofSeconds(5);

    private final DaemonLink link;
    private final List<InstanceService> instances;

    private RemoteEngine(DaemonLink link, List<InstanceService> instances) {
        this.link = link;
        this.instances = instances;
    }

    /** Asks nothing yet: bus and daemon may come later. */
    public static RemoteEngine at(BusAddress address, Settings settings, List<InstanceDefinition> definitions) {
        DaemonLink link = new DaemonLink(address, PATIENCE, PATIENCE_OF_READERS);
        return new RemoteEngine(
                link,
                definitions.stream()
                        .sorted(Comparator.comparing(InstanceDefinition::id))
                        .<InstanceService>map(definition -> new RemoteInstance(
                                link,
                                definition,
                                settings.dirs().registry().resolve(definition.id()),
                                Clock.systemUTC()))
                        .toList());
    }

    @Override
    public List<InstanceService> instances() {
        return instances;
    }

    /** The figures of the daemon's tasks, as its own HTTP server tells them. */
    public String taskMetrics() {
        return (String) link.call(METRICS_PATIENCE, "TaskMetrics");
    }

    @Override
    public void close() {
        link.close();
    }
}
