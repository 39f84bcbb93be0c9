package fatbuildr.daemon;

import fatbuildr.testbus.PrivateBus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A daemon with two instances on a bus of its own, and on nothing else. */
public final class BusSite implements AutoCloseable {
    /** The files of bus and polkit as they are installed. */
    public static final Path SHARE = Path.of("../dist/src/main/share");

    public final PrivateBus bus;
    public final Path workspaces;
    private final Daemon daemon;

    private BusSite(PrivateBus bus, Path workspaces, Daemon daemon) {
        this.bus = bus;
        this.workspaces = workspaces;
        this.daemon = daemon;
    }

    public static BusSite start(Path root) throws Exception {
        return start(root, PrivateBus.start(SHARE));
    }

    static BusSite start(Path root, PrivateBus bus) throws Exception {
        Site site = Site.in(root);
        for (String id : List.of("lab", "pre-prod")) {
            site.define(id, """
                    formats:
                      deb: [{name: trixie, env: trixie, tag: deb13}, {name: sid, env: sid, tag: sid}]
                    derivatives: {next: {}}
                    """);
        }
        bus.exchange();
        List<String> words = new ArrayList<>(List.of(site.arguments()));
        words.add("--no-http");
        return new BusSite(
                bus,
                site.workspaces(),
                Daemon.start(Arguments.parse(words.toArray(String[]::new)), bus.environment(), _ -> {}));
    }

    @Override
    public void close() throws java.io.IOException {
        daemon.close();
        bus.close();
    }
}
