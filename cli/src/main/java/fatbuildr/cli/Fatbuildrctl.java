package fatbuildr.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself: general options, given before the command. */
@picocli.CommandLine.Command(
        name = "fatbuildrctl",
        header = "Builds and publishes packages with a Fatbuildr server.",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nGeneral options:%n",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            BuildCommand.class,
            ListCommand.class,
            WatchCommand.class,
            CancelCommand.class,
            HistoryCommand.class,
            RegistryCommand.class,
            KeyringCommand.class,
            ImagesCommand.class,
            TokensCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done; also when nothing was found, and when following a task was",
            "     interrupted (the task goes on)",
            "  1  an error, or the followed task failed",
            "  2  the command line is wrong",
            "",
            "See 'fatbuildrctl COMMAND --help' for the options of a command."
        })
final class Fatbuildrctl {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean version;

    @Option(names = "--debug", description = "Show debug messages, of the program and of tasks.")
    boolean debug;

    @Option(names = "--fulldebug", description = "The same, with the causes of errors.")
    boolean fulldebug;

    @Option(
            names = "--preferences",
            paramLabel = "FILE",
            description = "Preferences file; default: fatbuildr.ini in $XDG_CONFIG_HOME or ~/.config.")
    @Nullable
    String preferences;

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "Address of the instance, such as https://HOST/INSTANCE; default: $FATBUILDR_URI, then uri in"
                    + " section [prefs] of the preferences.")
    @Nullable
    String uri;
}
