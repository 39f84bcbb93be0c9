package fatbuildr.testbus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A message bus with polkit for one test: our bus policy, polkit actions and rules as they are installed, seen only by
 * that polkit, in a mount name space of its own. There {@code games} is a member of group fatbuildr, {@link #SERVICE}
 * is the service's account; {@code nobody} is neither. Needs root.
 */
public final class PrivateBus implements AutoCloseable {
    public static final int ROOT = 0;
    public static final int MEMBER = 5;
    public static final int NOBODY = 65534;
    public static final int SERVICE = 61001;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path share;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();

    private PrivateBus(Path share, Path directory) {
        this.share = share.toAbsolutePath().normalize();
        this.directory = directory;
    }

    /** How a program ended; {@code text} is its standard output, then its errors. */
    public record Outcome(int status, String text) {}

    /** @param share directory with the files of bus and polkit as they are installed */
    public static PrivateBus start(Path share) throws IOException, InterruptedException {
        PrivateBus bus = withoutPolkit(share);
        bus.startPolkit();
        return bus;
    }

    /**
     * A bus that starts the daemon for the first call to its name.
     *
     * @param program the daemon's command line
     */
    public static PrivateBus activating(Path share, List<String> program) throws IOException, InterruptedException {
        PrivateBus bus = prepared(share);
        Path services = Files.createDirectory(bus.directory.resolve("services"));
        Files.writeString(
                services.resolve("org.rackslab.Fatbuildr.service"),
                "[D-BUS Service]\nName=org.rackslab.Fatbuildr\nExec=" + String.join(" ", program) + "\n");
        bus.launchBus("<servicedir>" + services + "</servicedir>");
        bus.startPolkit();
        return bus;
    }

    public static PrivateBus withoutPolkit(Path share) throws IOException, InterruptedException {
        PrivateBus bus = prepared(share);
        bus.launchBus("");
        return bus;
    }

    /** Outside of the directories of tests, which only root may enter. */
    private static PrivateBus prepared(Path share) throws IOException {
        Path directory = Files.createTempDirectory("fatbuildr-bus-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateBus bus = new PrivateBus(share, directory);
        bus.makeAccounts();
        return bus;
    }

    private void launchBus(String services) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("bus.conf"), """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              %s
              <policy context="default">
                <allow user="*"/>
                <deny own="*"/>
                <deny send_type="method_call"/>
                <allow send_type="signal"/>
                <allow send_requested_reply="true" send_type="method_return"/>
                <allow send_requested_reply="true" send_type="error"/>
                <allow receive_type="method_call"/>
                <allow receive_type="method_return"/>
                <allow receive_type="error"/>
                <allow receive_type="signal"/>
                <allow send_destination="org.freedesktop.DBus"/>
              </policy>
              <include ignore_missing="yes">/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf</include>
              <include>%s</include>
              <limit name="max_connections_per_user">1024</limit>
            </busconfig>
            """.formatted(
                        socket(), services, share.resolve("dbus-1/system.d/org.rackslab.Fatbuildr.conf")));
        restartBus();
    }

    /** Starts the bus again, at the same address, after {@link #stopBus}. */
    public void restartBus() throws IOException, InterruptedException {
        Files.deleteIfExists(socket());
        processes.add(launch(List.of(), "dbus-daemon --nofork --config-file=" + directory.resolve("bus.conf")));
        await("the bus", () -> Files.exists(socket()));
    }

    /** Ends bus and polkit, as a restart of the machine's bus does. */
    public void stopBus() {
        for (Process process : processes.reversed()) {
            process.destroy();
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
        processes.clear();
    }

    /** Accounts that this machine need not have. */
    private void makeAccounts() throws IOException {
        Files.writeString(directory.resolve("group"), without("/etc/group", "fatbuildr") + "fatbuildr:x:61001:games\n");
        Files.writeString(
                directory.resolve("passwd"),
                without("/etc/passwd", "fatbuildr") + "fatbuildr:x:" + SERVICE + ":61001::/:/usr/sbin/nologin\n");
    }

    public void startPolkit() throws IOException, InterruptedException {
        Path rules = Files.createDirectories(directory.resolve("rules.d")).resolve("org.rackslab.Fatbuildr.rules");
        if (!Files.exists(rules)) {
            Files.copy(share.resolve("polkit-1/rules.d/org.rackslab.Fatbuildr.rules"), rules);
        }
        processes.add(launch(
                List.of(
                        share.resolve("polkit-1/actions") + " /usr/share/polkit-1/actions",
                        rules.getParent() + " /usr/share/polkit-1/rules.d"),
                "/usr/lib/polkit-1/polkitd --no-debug"));
        await(
                "polkit",
                () -> ask(ROOT, "busctl", "--system", "status", "org.freedesktop.PolicyKit1")
                                .status()
                        == 0);
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " does not start: " + log());
            }
            Thread.sleep(20);
        }
    }

    private static String without(String file, String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            if (!line.startsWith(name + ":")) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * Starts a program that sees these mounts, and the accounts.
     *
     * @param mounts what is seen and where, separated by a blank
     */
    private Process launch(List<String> mounts, String program) throws IOException {
        StringBuilder script = new StringBuilder();
        List<String> all = new ArrayList<>(mounts);
        all.add(directory.resolve("group") + " /etc/group");
        all.add(directory.resolve("passwd") + " /etc/passwd");
        all.forEach(mount -> script.append("mount --bind ").append(mount).append("; "));
        ProcessBuilder builder = new ProcessBuilder("unshare", "--mount", "sh", "-ec", script + "exec " + program);
        builder.environment().putAll(environment());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        return builder.start();
    }

    private Path socket() {
        return directory.resolve("bus.sock");
    }

    /** The drop directory of uploads, where all may make something. */
    public Path exchange() throws IOException {
        Path exchange = directory.resolve("exchange");
        if (!Files.exists(exchange)) {
            Files.createDirectory(exchange);
            Files.setAttribute(exchange, "unix:mode", 01777);
        }
        return exchange;
    }

    /** Variables of processes that are to use this bus. */
    public Map<String, String> environment() {
        return Map.of(
                "DBUS_SYSTEM_BUS_ADDRESS",
                "unix:path=" + socket(),
                "FATBUILDR_EXCHANGE",
                directory.resolve("exchange").toString());
    }

    /** Starts a program as that user. */
    public Process begin(int uid, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid", String.valueOf(uid), "--regid", String.valueOf(uid), "--clear-groups"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        return builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }

    /** Runs a program as that user. */
    public Outcome ask(int uid, String... words) throws IOException, InterruptedException {
        Process process = begin(uid, words);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", words) + " does not end: " + text);
        }
        return new Outcome(process.exitValue(), text);
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    @Override
    public void close() throws IOException {
        stopBus();
        try {
            new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
