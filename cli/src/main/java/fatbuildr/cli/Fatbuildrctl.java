package fatbuildr.cli;

import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import java.util.List;

/** The program itself: general options, given before the command. */
final class Fatbuildrctl {
    static final OptionSpec VERSION = OptionSpec.flag("Show the version and exit.", "-v", "--version");
    static final OptionSpec DEBUG = OptionSpec.flag("Show debug messages, of the program and of tasks.", "--debug");
    static final OptionSpec FULL_DEBUG = OptionSpec.flag("The same, with the causes of errors.", "--fulldebug");
    static final OptionSpec PREFERENCES = OptionSpec.value(
            "FILE", "Preferences file; default: fatbuildr.ini in $XDG_CONFIG_HOME or ~/.config.", "--preferences");
    static final OptionSpec URI = OptionSpec.value(
            "URI",
            "Address of the instance, such as https://HOST/INSTANCE; default:"
                    + " $FATBUILDR_URI, then uri in section [prefs] of the preferences.",
            "--uri");

    private Fatbuildrctl() {}

    /** @param variable value of {@code FATBUILDR_URI} */
    static CommandSpec<Command> spec(String variable) {
        return CommandSpec.<Command>named("fatbuildrctl", "Builds and publishes packages with a Fatbuildr server.")
                .options(VERSION, DEBUG, FULL_DEBUG, PREFERENCES, URI)
                .commands(List.of(
                        BuildCommand.spec(),
                        PatchesCommand.spec(),
                        ListCommand.spec(),
                        WatchCommand.spec(),
                        CancelCommand.spec(),
                        HistoryCommand.spec(),
                        RegistryCommand.spec(),
                        KeyringCommand.spec(),
                        ImagesCommand.spec(),
                        TokensCommand.spec(),
                        PackagingFiles.completion(),
                        PackagingFiles.manual(),
                        PackagingFiles.training()))
                .footer(
                        variable.isEmpty() ? "FATBUILDR_URI is not set." : "FATBUILDR_URI is " + variable + " now.",
                        "The options of a command: fatbuildrctl COMMAND --help",
                        "",
                        "Exit codes:",
                        "  0  done; also when nothing was found, and when following a task was",
                        "     interrupted (the task goes on)",
                        "  1  an error, or the followed task failed",
                        "  2  the command line is wrong");
    }
}
