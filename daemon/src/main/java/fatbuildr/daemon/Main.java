package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.io.PrintStream;

/** {@code fatbuildrd}: starts the daemon and ends with SIGTERM or SIGINT. */
public final class Main {
    private static final int FAILURE = 1;

    private Main() {}

    public static void main(String[] args) {
        int status = run(System.out, System.err, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Answers 0 when nothing failed; the daemon then runs in threads of its own. */
    static int run(PrintStream output, PrintStream errors, String... args) {
        try {
            Arguments arguments = Arguments.parse(args);
            switch (arguments.wish()) {
                case Arguments.Wish.Version _ -> output.println("fatbuildrd " + Version.text());
                case Arguments.Wish.Help _ -> output.print(Arguments.USAGE);
                case Arguments.Wish.Token(String instance) -> output.println(TokenIssue.token(arguments, instance));
                case Arguments.Wish.Run _ -> serve(arguments, output);
            }
            return 0;
        } catch (FatbuildrException failure) {
            errors.println("fatbuildrd: " + oneLine(failure));
        } catch (RuntimeException defect) {
            errors.println("fatbuildrd: internal error");
            defect.printStackTrace(errors);
        }
        return FAILURE;
    }

    private static void serve(Arguments arguments, PrintStream output) {
        Daemon daemon = Daemon.start(arguments, System.getenv());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            arguments.readyFile().map(ReadyFile::new).ifPresent(ReadyFile::remove);
            daemon.close();
        }));
        output.println("fatbuildrd " + Version.text() + " serves " + daemon.url());
        output.flush();
        arguments.readyFile().map(ReadyFile::new).ifPresent(ready -> ready.write(daemon.url()));
    }

    private static String oneLine(FatbuildrException failure) {
        return String.valueOf(failure.getMessage()).replace('\n', ' ');
    }
}
