package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.error.FatbuildrException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code fatbuildrctl}. */
public final class Main {
    private final Surroundings surroundings;
    private final Screen screen;
    private final Interruption interruption = new Interruption();

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.screen = new Screen(surroundings);
    }

    public static void main(String[] args) {
        Main main = new Main(Surroundings.ofProcess());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> main.interruption.hook(main.screen)));
        int code = main.run(args);
        main.interruption.finished();
        System.exit(code);
    }

    /** Runs one command line. */
    static int run(Surroundings surroundings, String... args) {
        return new Main(surroundings).run(args);
    }

    private int run(String... args) {
        CommandLine line = new CommandLine(new Fatbuildrctl())
                .setAbbreviatedOptionsAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.colouredOut() ? Ansi.ON : Ansi.OFF));
        CommandLine used = line;
        try {
            ParseResult result = line.parseArgs(args);
            screen.showDebug(flag(result, "--debug") || flag(result, "--fulldebug"));
            while (result.hasSubcommand()) {
                result = result.subcommand();
            }
            used = result.commandSpec().commandLine();
            int code = run(line.getParseResult(), result, used);
            screen.out().flush();
            return code;
        } catch (ParameterException e) {
            return usage(String.valueOf(e.getMessage()), e.getCommandLine());
        } catch (UsageException e) {
            return usage(String.valueOf(e.getMessage()), used);
        } catch (MissingSettingException e) {
            return missing(e);
        } catch (Output.Closed e) {
            return ExitCode.OK;
        } catch (Failure e) {
            return report(e);
        } catch (FatbuildrException e) {
            return report(Failure.runtime(String.valueOf(e.getMessage()), e));
        } catch (RuntimeException e) {
            return report(Failure.runtime("unexpected " + e, e)
                    .hint("this is a defect of fatbuildrctl; --fulldebug shows where"));
        }
    }

    private int run(ParseResult general, ParseResult result, CommandLine used) {
        if (result.isUsageHelpRequested()) {
            screen.out().print(used.getUsageMessage(used.getColorScheme()));
            return ExitCode.OK;
        }
        if (general.isVersionHelpRequested()) {
            screen.result("fatbuildrctl " + Version.text());
            return ExitCode.OK;
        }
        if (!(result.commandSpec().userObject() instanceof Command command)) {
            throw new ParameterException(used, "a command is missing");
        }
        Session session =
                new Session(surroundings, screen, interruption, text(general, "--uri"), text(general, "--preferences"));
        return command.run(session);
    }

    private static boolean flag(ParseResult result, String option) {
        return result.matchedOptionValue(option, false);
    }

    private static Optional<String> text(ParseResult result, String option) {
        String given = result.matchedOptionValue(option, "");
        return given.isEmpty() ? Optional.empty() : Optional.of(given);
    }

    private int usage(String message, CommandLine used) {
        String name = used.getCommandSpec().qualifiedName();
        screen.raw(used.getHelp().synopsisHeading() + used.getHelp().synopsis(7));
        screen.error(name + ": " + message);
        screen.hint("see: " + name + " --help");
        return ExitCode.USAGE;
    }

    /** Told on standard output, as scripts of this interface know it (cli.md section 6.7). */
    private int missing(MissingSettingException setting) {
        screen.result(String.valueOf(setting.getMessage()));
        screen.out().flush();
        return ExitCode.FAILED;
    }

    private int report(Failure failure) {
        interruption.finished();
        screen.error(failure.kind().text() + ": " + failure.text());
        failure.hint().ifPresent(screen::hint);
        return ExitCode.FAILED;
    }
}
