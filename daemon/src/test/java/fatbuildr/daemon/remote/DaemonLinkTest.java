package fatbuildr.daemon.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fatbuildr.daemon.BusSite;
import fatbuildr.dbus.BusAddress;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.Failures;
import fatbuildr.dbus.Names;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.error.FatbuildrException;
import fatbuildr.error.FatbuildrException.Kind;
import fatbuildr.testbus.PrivateBus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Calls to a daemon that behaves as daemons may, over a real bus. */
@Timeout(60)
class DaemonLinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @AutoClose
    private PrivateBus bus;

    private BusAddress address;

    @BeforeEach
    void begin() throws Exception {
        bus = PrivateBus.withoutPolkit(BusSite.SHARE);
        address = BusAddress.of(bus.environment());
    }

    /** Something that has the daemon's name. */
    private BusConnection daemon() throws Exception {
        BusConnection connection = BusConnection.open(address);
        connection.call(OutgoingCall.ofBus("RequestName", "su", Names.SERVICE, 0L));
        return connection;
    }

    private static void assertUnavailable(DaemonLink link, String message) {
        assertThatThrownBy(() -> link.call("Queue", "lab"))
                .isInstanceOfSatisfying(
                        FatbuildrException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining(message);
    }

    @Test
    void aDaemonThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
        try (BusConnection daemon = daemon();
                DaemonLink link = new DaemonLink(address, Duration.ofMillis(300), LONG)) {
            daemon.serve(_ -> {});
            assertUnavailable(link, "does not answer in time");
            assertThatThrownBy(() -> link.call(Duration.ofMillis(1), "TaskMetrics"))
                    .hasMessageContaining("does not answer in time");
            daemon.serve(call -> daemon.reply(call, "s", "[]"));
            assertThat(link.call("Queue", "lab")).isEqualTo("[]");
        }
    }

    @Test
    void readersAreLessPatient() throws Exception {
        try (BusConnection daemon = daemon();
                DaemonLink link = new DaemonLink(address, LONG, Duration.ofMillis(300))) {
            daemon.serve(_ -> {});
            assertThatThrownBy(() -> link.ask("Queue", "lab"))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessage("the daemon went away, or does not answer in time");
            daemon.serve(call -> daemon.reply(call, "s", "[]"));
            assertThat(link.call("Queue", "lab")).isEqualTo("[]");
        }
    }

    /** Monitoring asks all the time. */
    @Test
    void thatTheDaemonIsAwayIsLoggedOnce() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(DaemonLink.class);
        logger.addAppender(log);
        try (DaemonLink link = new DaemonLink(address, LONG, LONG)) {
            for (int round = 0; round < 2; round++) {
                for (int call = 0; call < 5; call++) {
                    assertUnavailable(link, "the daemon cannot be started: ");
                }
                try (BusConnection daemon = daemon()) {
                    daemon.serve(call -> daemon.reply(call, "s", "[]"));
                    for (int call = 0; call < 5; call++) {
                        assertThat(link.call("Queue", "lab")).isEqualTo("[]");
                    }
                    daemon.serve(call -> daemon.fail(call, new BusError(Failures.name(Kind.NOT_FOUND), "no")));
                    assertThatThrownBy(() -> link.call("Queue", "lab")).hasMessage("no");
                }
            }
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getMessage())
                .containsExactly(
                        "INFO connected to the message bus",
                        "WARN requests fail until the daemon is back: {}: {}",
                        "INFO the daemon is back",
                        "WARN requests fail until the daemon is back: {}: {}",
                        "INFO the daemon is back");
    }

    @Test
    void whoeverIsAwayIsFoundAgain() throws Exception {
        try (DaemonLink link = new DaemonLink(address, LONG, LONG)) {
            assertUnavailable(link, "the daemon cannot be started: ");
            try (BusConnection daemon = daemon()) {
                daemon.serve(call -> daemon.reply(call, "s", "[]"));
                assertThat(link.call("Queue", "lab")).isEqualTo("[]");
            }
            bus.stopBus();
            assertUnavailable(link, "there is no message bus on the server");
            bus.restartBus();
            try (BusConnection daemon = daemon()) {
                daemon.serve(call -> daemon.reply(call, "s", "[]"));
                assertThat(link.call("Queue", "lab")).isEqualTo("[]");
            }
        }
    }

    @Test
    void aServerThatStopsAsksNoMore() throws Exception {
        try (BusConnection daemon = daemon()) {
            daemon.serve(call -> daemon.reply(call, "s", "[]"));
            DaemonLink link = new DaemonLink(address, LONG, LONG);
            assertThat(link.call("Queue", "lab")).isEqualTo("[]");
            link.close();
            assertUnavailable(link, "the server is stopping");
        }
    }

    /** The first answer comes after the last question. */
    @Test
    void callsDoNotWaitForEachOther() throws Exception {
        int many = 50;
        CountDownLatch asked = new CountDownLatch(many);
        try (BusConnection daemon = daemon();
                DaemonLink link = new DaemonLink(address, LONG, LONG);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            daemon.serve(call -> {
                asked.countDown();
                threads.execute(() -> {
                    try {
                        asked.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    daemon.reply(call, "s", "of " + call.arguments().getFirst());
                });
            });
            List<Future<Object>> answers = IntStream.range(0, many)
                    .mapToObj(number -> threads.submit(() -> link.call("Queue", "i" + number)))
                    .toList();
            for (int i = 0; i < many; i++) {
                assertThat(answers.get(i).get()).isEqualTo("of i" + i);
            }
        }
    }

    /** What changes something happens as often as it is asked for. */
    @Test
    void questionsShareCallsAndChangesDoNot() throws Exception {
        int many = 50;
        AtomicInteger called = new AtomicInteger();
        try (BusConnection daemon = daemon();
                DaemonLink link = new DaemonLink(address, LONG, LONG);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            daemon.serve(call -> daemon.reply(call, "s", String.valueOf(called.incrementAndGet())));
            List<Future<Object>> changes = IntStream.range(0, many)
                    .mapToObj(_ -> threads.submit(() -> link.call("Submit", "lab", "ada", "{}")))
                    .toList();
            Set<Object> answers = new HashSet<>();
            for (Future<Object> change : changes) {
                answers.add(change.get());
            }
            assertThat(answers).hasSize(many);
            CountDownLatch asked = new CountDownLatch(many);
            daemon.serve(call -> threads.execute(() -> {
                try {
                    asked.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
                daemon.reply(call, "s", String.valueOf(called.incrementAndGet()));
            }));
            List<Future<Object>> questions = IntStream.range(0, many)
                    .mapToObj(_ -> threads.submit(() -> {
                        asked.countDown();
                        return link.ask("Queue", "lab");
                    }))
                    .toList();
            for (Future<Object> question : questions) {
                question.get();
            }
            assertThat(called).hasValueLessThan(2 * many);
        }
    }

    @Test
    void failuresKeepTheirKind() throws Exception {
        try (BusConnection daemon = daemon();
                DaemonLink link = new DaemonLink(address, LONG, LONG)) {
            for (Kind kind : Kind.values()) {
                daemon.serve(call -> daemon.fail(call, new BusError(Failures.name(kind), "because")));
                assertThatThrownBy(() -> link.call("Queue", "lab"))
                        .isInstanceOfSatisfying(FatbuildrException.class, failure -> {
                            assertThat(failure.kind()).isEqualTo(kind);
                            assertThat(failure).hasMessage("because");
                        });
            }
            daemon.serve(call -> daemon.fail(call, new BusError(BusError.NOT_AUTHORIZED, "no")));
            assertUnavailable(link, "the daemon does not serve this server: no");
            daemon.serve(call -> daemon.fail(call, new BusError(BusError.UNKNOWN_METHOD, "no")));
            assertUnavailable(link, "the daemon is of another version than this server");
            daemon.serve(call -> daemon.fail(call, new BusError(BusError.FAILED, "internal error")));
            assertThatThrownBy(() -> link.call("Queue", "lab")).isInstanceOf(IllegalStateException.class);
        }
    }

    /** What a token proves is not asked for again at once; what proves nothing is. */
    @Test
    void provenTokensAreRemembered() throws Exception {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"exp\":32503680000}".getBytes(StandardCharsets.UTF_8));
        String ended =
                Base64.getUrlEncoder().withoutPadding().encodeToString("{\"exp\":1}".getBytes(StandardCharsets.UTF_8));
        AtomicInteger asked = new AtomicInteger();
        try (BusConnection daemon = daemon();
                DaemonLink link = new DaemonLink(address, LONG, LONG)) {
            daemon.serve(call -> daemon.reply(call, "s", "user" + asked.incrementAndGet()));
            RemoteTokens tokens = new RemoteTokens(link, "lab", Clock.systemUTC());
            assertThat(tokens.subject("h." + claims + ".s")).isEqualTo("user1");
            assertThat(tokens.subject("h." + claims + ".s")).isEqualTo("user1");
            assertThat(tokens.subject("h." + claims + ".other")).isEqualTo("user2");
            assertThat(tokens.subject("h." + ended + ".s")).isEqualTo("user3");
            assertThat(tokens.subject("h." + ended + ".s")).isEqualTo("user4");
            assertThat(tokens.subject("nothing")).isEqualTo("user5");
            assertThat(tokens.subject("nothing")).isEqualTo("user6");
        }
    }
}
