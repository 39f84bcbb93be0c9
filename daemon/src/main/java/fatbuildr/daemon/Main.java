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
        Program program = new Program("fatbuildrd", output, errors);
        return program.run(() -> {
            Arguments arguments = Arguments.parse(args);
            switch (arguments.wish()) {
                case Arguments.Wish.Version _ -> output.println(program.title());
                case Arguments.Wish.Help _ -> output.print(Arguments.USAGE);
                case Arguments.Wish.Token(String instance) -> output.println(TokenIssue.token(arguments, instance));
                case Arguments.Wish.Run _ -> serve(program, arguments);
            }
        });
    }

    private static void serve(Program program, Arguments arguments) {
        ServiceManager manager = ServiceManager.of(System.getenv());
        Daemon daemon = Daemon.start(arguments, System.getenv(), Main::end);
        program.serve(manager, daemon.url(), arguments.readyFile(), daemon::stop);
        daemon.watch(manager, Duration.ofSeconds(arguments.doors().idleSeconds()), Main::end);
    }

    private static void end(int status) {
        System.exit(status);
    }
}
