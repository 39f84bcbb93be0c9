package fatbuildr.daemon.http;

import fatbuildr.daemon.Program;
import fatbuildr.daemon.ReadyFile;
import fatbuildr.daemon.ServiceManager;
import fatbuildr.daemon.Version;
import java.io.PrintStream;

/** {@code fatbuildrweb}: starts the server and ends with SIGTERM or SIGINT. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = run(System.out, System.err, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Answers 0 when nothing failed; the server then runs in threads of its own. */
    static int run(PrintStream output, PrintStream errors, String... args) {
        return new Program("fatbuildrweb", errors).run(() -> {
            WebArguments arguments = WebArguments.parse(args);
            switch (arguments.wish()) {
                case VERSION -> output.println("fatbuildrweb " + Version.text());
                case HELP -> output.print(WebArguments.USAGE);
                case RUN -> serve(arguments, output);
            }
        });
    }

    private static void serve(WebArguments arguments, PrintStream output) {
        ServiceManager manager = ServiceManager.of(System.getenv());
        WebProgram program = WebProgram.start(arguments, System.getenv());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            manager.tell("STOPPING=1");
            arguments.readyFile().map(ReadyFile::new).ifPresent(ReadyFile::remove);
            program.close();
        }));
        output.println("fatbuildrweb " + Version.text() + " serves " + program.url());
        output.flush();
        arguments.readyFile().map(ReadyFile::new).ifPresent(ready -> ready.write(program.url()));
        manager.tell("READY=1\nSTATUS=Serving " + program.url());
    }
}
