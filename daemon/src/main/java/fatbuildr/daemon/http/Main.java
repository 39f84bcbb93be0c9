package fatbuildr.daemon.http;

import fatbuildr.daemon.Program;
import fatbuildr.daemon.ServiceManager;
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
        Program program = new Program("fatbuildrweb", output, errors);
        return program.run(() -> {
            WebArguments arguments = WebArguments.parse(args);
            switch (arguments.wish()) {
                case VERSION -> output.println(program.title());
                case HELP -> output.print(WebArguments.USAGE);
                case RUN -> serve(program, arguments);
            }
        });
    }

    private static void serve(Program program, WebArguments arguments) {
        ServiceManager manager = ServiceManager.of(System.getenv());
        WebProgram server = WebProgram.start(arguments, System.getenv());
        program.serve(manager, server.url(), arguments.readyFile(), server::close);
    }
}
