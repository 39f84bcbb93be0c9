package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusAddress;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.BusObject;
import fatbuildr.dbus.IncomingCall;
import fatbuildr.dbus.Interfaces;
import fatbuildr.dbus.Names;
import fatbuildr.dbus.ObjectTree;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's objects on the bus, each call in a thread of its own. */
public final class BusService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BusService.class);
    private static final long DO_NOT_QUEUE = 4;
    private static final long PRIMARY_OWNER = 1;
    private static final long ALREADY_OWNER = 4;
    private static final Duration WITHDRAWAL_TURN = Duration.ofMillis(20);
    private static final int WITHDRAWAL_TURNS = 250;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Activity activity = new Activity();
    private final BusConnection connection;
    private final ObjectTree objects;

    private BusService(
            BusAddress address,
            Engine engine,
            Supplier<String> taskMetrics,
            DropPlaces places,
            Consumer<IOException> lost)
            throws IOException {
        connection = BusConnection.open(address, lost);
        objects = new ObjectTree(objects(engine, taskMetrics, places));
        connection.serve(this::arrived);
    }

    /**
     * Connects, publishes the objects, then takes the name: whoever finds the name finds the objects.
     *
     * @param taskMetrics the figures of the engine's tasks as text
     * @param places where the files of builds come in
     * @param lost told when the bus goes away
     */
    public static BusService start(
            BusAddress address,
            Engine engine,
            Supplier<String> taskMetrics,
            DropPlaces places,
            Consumer<IOException> lost) {
        BusService service;
        try {
            service = new BusService(address, engine, taskMetrics, places, lost);
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot connect to the bus at " + address.text() + ": " + failure.getMessage(), failure);
        }
        try {
            service.takeName();
            return service;
        } catch (RuntimeException failure) {
            service.close();
            throw failure;
        }
    }

    /** Takes the name, again after {@link #withdraw}. */
    public void takeName() {
        try {
            Object answer = connection
                    .call(OutgoingCall.ofBus("RequestName", "su", Names.SERVICE, DO_NOT_QUEUE))
                    .getFirst();
            if (!answer.equals(PRIMARY_OWNER) && !answer.equals(ALREADY_OWNER)) {
                throw FatbuildrException.conflict(
                        "the name " + Names.SERVICE + " is taken on the bus: is another daemon running?");
            }
        } catch (BusError refused) {
            throw FatbuildrException.external(
                    "cannot take the name " + Names.SERVICE + " on the bus: " + refused.text(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw FatbuildrException.conflict("interrupted while taking the name on the bus");
        }
    }

    /** Time since the last call of somebody. */
    public Duration idle() {
        return activity.answering() ? Duration.ZERO : Duration.ofNanos(activity.idleNanos());
    }

    /** Gives the name back and waits until all calls that came before are answered; false when that takes long. */
    public boolean withdraw() throws InterruptedException {
        connection.call(OutgoingCall.ofBus("ReleaseName", "s", Names.SERVICE));
        for (int i = 0; i < WITHDRAWAL_TURNS && activity.answering(); i++) {
            Thread.sleep(WITHDRAWAL_TURN);
        }
        return !activity.answering();
    }

    private Map<String, BusObject> objects(Engine engine, Supplier<String> taskMetrics, DropPlaces places) {
        Exchange exchange = Exchange.ofUsers(places.users());
        Exchange server = Exchange.of(places.server(), places.taken());
        Callers callers = new Callers(connection);
        Authority authority = new Authority(connection);
        InstancePaths paths = InstancePaths.of(engine);
        Map<String, BusObject> all = new LinkedHashMap<>();
        all.put(
                Names.SERVICE_PATH,
                new Operations(
                        List.of(Interfaces.SERVICE),
                        ServiceOperations.members(engine, paths),
                        callers,
                        authority,
                        activity::used));
        all.put(
                Names.ENGINE_PATH,
                new Operations(
                        List.of(Interfaces.ENGINE),
                        new EngineOperations(engine, taskMetrics, server, System.currentTimeMillis()).members(),
                        callers,
                        authority,
                        activity::used));
        engine.instances().forEach(instance -> {
            Map<String, Operation> members = new LinkedHashMap<>();
            members.putAll(new PipelineOperations(instance.definition()).members());
            members.putAll(new TaskOperations(instance).members());
            members.putAll(new RegistryOperations(instance).members());
            members.putAll(new KeyringOperations(instance, ZoneId.systemDefault()).members());
            members.putAll(new ImageOperations(instance).members());
            members.putAll(new BuildOperations(instance, exchange).members());
            members.put(
                    "TokenGenerate",
                    Operation.command(
                            Action.MANAGE_TOKEN,
                            BusError.FAILED,
                            (caller, _) -> instance.tokens().generate(caller.user())));
            all.put(
                    paths.of(instance.definition().id()),
                    new Operations(
                            List.of(Interfaces.INSTANCE, Interfaces.INSTANCE3),
                            members,
                            callers,
                            authority,
                            activity::used));
        });
        return all;
    }

    private void arrived(IncomingCall call) {
        objects.arrived(call);
        activity.begin();
        try {
            threads.execute(() -> answer(call));
        } catch (RejectedExecutionException silent) {
            activity.end();
        }
    }

    private void answer(IncomingCall call) {
        try {
            ObjectTree.Answer answer = objects.answer(call);
            if (answer.signature().isEmpty()) {
                connection.reply(call, "");
            } else {
                connection.reply(call, answer.signature(), answer.value());
            }
        } catch (BusError failure) {
            connection.fail(call, failure);
        } catch (InterruptedException stopping) {
            connection.fail(call, new BusError(BusError.FAILED, "the daemon is stopping"));
        } catch (RuntimeException defect) {
            LOG.error("call of {} failed", call.member(), defect);
            connection.fail(call, new BusError(BusError.FAILED, "internal error, see the daemon's log"));
        } finally {
            activity.end();
        }
    }

    /** Answers no more: callers learn from the bus that there will be no answer once the connection is closed. */
    public void silence() {
        threads.shutdownNow();
    }

    @Override
    public void close() {
        silence();
        connection.close();
    }
}
