package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.testbus.PrivateBus.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over the bus leave nothing behind in memory. */
class BusMemoryTest {
    @TempDir
    Path root;

    /** peer-defect-5: the peer keeps some 2 kB of each call, which would be 8 MB here. */
    @Test
    void manyCallsDoNotAddUp_peerDefect5() throws Exception {
        try (BusSite site = BusSite.start(root)) {
            ask(site);
            long before = used();
            ask(site);
            assertThat(used() - before).isLessThan(2L << 20);
        }
    }

    /** Each of the clients makes a hundred calls: properties, methods, and some that fail. */
    private static void ask(BusSite site) throws Exception {
        Outcome outcome = site.bus.ask(0, "/usr/bin/python3", "-c", """
                import dbus
                failed = 0
                for client in range(40):
                    bus = dbus.SystemBus(private=True)
                    lab = bus.get_object('org.rackslab.Fatbuildr', '/org/rackslab/Fatbuildr/Instances/lab')
                    instance = dbus.Interface(lab, 'org.rackslab.Fatbuildr.Instance')
                    properties = dbus.Interface(lab, dbus.PROPERTIES_IFACE)
                    for call in range(50):
                        instance.History(10)
                        properties.Get('org.rackslab.Fatbuildr.Instance', 'Queue')
                    for call in range(10):
                        try:
                            instance.KeyringExport()
                        except dbus.DBusException:
                            failed += 1
                    bus.close()
                print(failed)
                """);
        assertThat(outcome.text().strip()).isEqualTo("400");
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
