package fatbuildr.daemon;

import java.io.PrintStream;
import java.time.Duration;

/** {@code fatbuildrd}: starts the daemon and ends with SIGTERM or SIGINT. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = run(System.out, System.err, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Answers 0 when nothing failed; the daemon then runs in threads of its own. */
    static int run(PrintStream output, PrintStream errors, String... args) {
        return new Program("fatbuildrd", errors).run(() -> {
            Arguments arguments = Arguments.parse(args);
            switch (arguments.wish()) {
                case Arguments.Wish.Version _ -> output.println("fatbuildrd " + Version.text());
                case Arguments.Wish.Help _ -> output.print(Arguments.USAGE);
                case Arguments.Wish.Token(String instance) -> output.println(TokenIssue.token(arguments, instance));
                case Arguments.Wish.Run _ -> serve(arguments, output);
            }
        });
    }

    private static void serve(Arguments arguments, PrintStream output) {
        ServiceManager manager = ServiceManager.of(System.getenv());
        Daemon daemon = Daemon.start(arguments, System.getenv(), Main::end);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            manager.tell("STOPPING=1");
            arguments.readyFile().map(ReadyFile::new).ifPresent(ReadyFile::remove);
            daemon.close();
        }));
        output.println("fatbuildrd " + Version.text() + " serves " + daemon.url());
        output.flush();
        arguments.readyFile().map(ReadyFile::new).ifPresent(ready -> ready.write(daemon.url()));
        manager.tell("READY=1\nSTATUS=Serving " + daemon.url());
        daemon.watch(manager, Duration.ofSeconds(arguments.doors().idleSeconds()), Main::end);
    }

    private static void end(int status) {
        System.exit(status);
    }
}
