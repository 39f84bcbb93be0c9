package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.error.FatbuildrException;

/** {@code build} (cli.md section 6.7). */
final class BuildCommand {
    static final OptionSpec ARTIFACT = OptionSpec.required("NAME", "Name of the artifact.", "-a", "--artifact");
    private static final OptionSpec DISTRIBUTION = OptionSpec.value(
            "DISTRIBUTION", "Target distribution; default: the only one of the format.", "-d", "--distribution");
    private static final OptionSpec FORMAT = OptionSpec.value(
            "FORMAT",
            "Target format; default: that of the distribution, or the only one of the definition.",
            "-f",
            "--format");
    static final OptionSpec DERIVATIVE =
            OptionSpec.value("DERIVATIVE", "Target derivative; default: main.", "--derivative");
    static final OptionSpec BASEDIR = OptionSpec.value("DIR", "Directory of artifact definitions.", "-b", "--basedir");
    static final OptionSpec SUBDIR = OptionSpec.value(
            "SUBDIR",
            "Directory of the definition below the base directory; default: the artifact's name.",
            "-s",
            "--subdir");
    private static final OptionSpec SOURCES = OptionSpec.several(
            "[ID#][VERSION@]DIR",
            "Send these local sources instead of having them downloaded; default: the main source, in the version of"
                    + " the definition. Takes all following words up to the next option.",
            "--sources");
    private static final OptionSpec UNTRACKED =
            OptionSpec.flag("Send files of local sources that git ignores, too.", "--include-git-untracked");
    private static final OptionSpec USER = OptionSpec.value("NAME", "Your name, for the changelog.", "-n", "--name");
    private static final OptionSpec EMAIL =
            OptionSpec.value("EMAIL", "Your e-mail address, for the changelog.", "-e", "--email");
    private static final OptionSpec MESSAGE =
            OptionSpec.value("TEXT", "Message for the changelog.", "-m", "--msg", "--message");
    private static final OptionSpec BATCH = OptionSpec.flag("Do not follow the build.", "--batch");
    private static final OptionSpec INTERACTIVE = OptionSpec.flag(
            "Run the build at this terminal, with a shell where it fails; overrides --batch.", "-i", "--interactive");

    private BuildCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl build", "Build an artifact from its definition and publish it.")
                .options(
                        ARTIFACT,
                        DISTRIBUTION,
                        FORMAT,
                        DERIVATIVE,
                        BASEDIR,
                        SUBDIR,
                        SOURCES,
                        UNTRACKED,
                        USER,
                        EMAIL,
                        MESSAGE,
                        BATCH,
                        INTERACTIVE)
                .footer(
                        "The defaults of --basedir, --name, --email and --msg come from the preferences:",
                        "basedir and message in section [prefs], name and email in section [user].")
                .runs(BuildCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        BuildOptions options = new BuildOptions(
                arguments.value(ARTIFACT).orElseThrow(),
                arguments.value(DISTRIBUTION),
                arguments.value(FORMAT),
                arguments.value(DERIVATIVE).orElse("main"),
                arguments.value(BASEDIR),
                arguments.value(SUBDIR),
                arguments.values(SOURCES),
                arguments.has(UNTRACKED),
                arguments.value(USER),
                arguments.value(EMAIL),
                arguments.value(MESSAGE),
                arguments.has(BATCH),
                arguments.has(INTERACTIVE));
        try {
            return new Build(options, session).run();
        } catch (FatbuildrException wrongDefinition) {
            throw Failure.artifact(String.valueOf(wrongDefinition.getMessage()));
        }
    }
}
