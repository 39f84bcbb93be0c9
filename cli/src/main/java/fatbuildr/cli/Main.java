package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.CommandLine;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.Help;
import fatbuildr.cli.options.UsageException;
import fatbuildr.error.FatbuildrException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** {@code fatbuildrctl}. */
public final class Main {
    private final Surroundings surroundings;
    private final CommandSpec<Command> program;
    private final Screen screen;
    private final Interruption interruption = new Interruption();

    private Main(Surroundings surroundings, CommandSpec<Command> program) {
        this.surroundings = surroundings;
        this.program = program;
        this.screen = new Screen(surroundings);
    }

    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        start(surroundings, Fatbuildrctl.spec(surroundings.variable("FATBUILDR_URI")), args);
    }

    /** Runs one of our other programs as the process. */
    static void start(CommandSpec<Command> program, String... args) {
        start(Surroundings.ofProcess(), program, args);
    }

    private static void start(Surroundings surroundings, CommandSpec<Command> program, String... args) {
        Main main = new Main(surroundings, program);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> main.interruption.hook(main.screen)));
        int code = main.run(args);
        main.interruption.finished();
        System.exit(code);
    }

    /** Runs one command line. */
    static int run(Surroundings surroundings, String... args) {
        return run(surroundings, Fatbuildrctl.spec(surroundings.variable("FATBUILDR_URI")), args);
    }

    static int run(Surroundings surroundings, CommandSpec<Command> program, String... args) {
        return new Main(surroundings, program).run(args);
    }

    private int run(String... args) {
        CommandLine<Command> line = CommandLine.of(program, args);
        try {
            line.read();
            screen.showDebug(
                    line.general().has(Fatbuildrctl.DEBUG) || line.general().has(Fatbuildrctl.FULL_DEBUG));
            int code = run(line);
            screen.out().flush();
            return code;
        } catch (UsageException e) {
            return usage(String.valueOf(e.getMessage()), line.command());
        } catch (MissingSettingException e) {
            return missing(e);
        } catch (Output.Closed e) {
            return ExitCode.OK;
        } catch (Failure e) {
            return report(e, line);
        } catch (FatbuildrException e) {
            return report(Failure.runtime(String.valueOf(e.getMessage()), e), line);
        } catch (RuntimeException e) {
            return report(
                    Failure.runtime("unexpected " + e, e)
                            .hint("this is a defect of fatbuildrctl; --fulldebug shows where"),
                    line);
        }
    }

    private int run(CommandLine<Command> line) {
        if (line.helpRequested()) {
            screen.out().print(Help.of(line.command()));
            return ExitCode.OK;
        }
        if (line.general().has(Fatbuildrctl.VERSION)) {
            screen.result("fatbuildrctl " + Version.text());
            return ExitCode.OK;
        }
        Command command = line.command().action().orElseThrow(() -> new UsageException("a command is missing"));
        try (Session session = new Session(surroundings, screen, interruption, line.general())) {
            return command.run(line.arguments(), session);
        }
    }

    private int usage(String message, CommandSpec<Command> command) {
        screen.out().flush();
        screen.raw(Help.usage(command));
        if (command.action().isEmpty()) {
            screen.raw(Help.commands(command) + "\n");
        }
        screen.error(command.name() + ": " + message);
        screen.hint("see " + command.name() + " --help");
        return ExitCode.USAGE;
    }

    /** Told on standard output, as scripts of this interface know it (cli.md section 6.7). */
    private int missing(MissingSettingException setting) {
        screen.result(String.valueOf(setting.getMessage()));
        screen.out().flush();
        return ExitCode.FAILED;
    }

    private int report(Failure failure, CommandLine<Command> line) {
        interruption.finished();
        screen.error(failure.kind().text() + ": " + failure.text());
        failure.hint().ifPresent(screen::hint);
        if (line.general().has(Fatbuildrctl.FULL_DEBUG)) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            screen.debug(trace.toString().stripTrailing());
        }
        return ExitCode.FAILED;
    }
}
