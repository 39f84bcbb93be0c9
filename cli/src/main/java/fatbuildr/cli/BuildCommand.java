package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.error.FatbuildrException;

/** {@code build} (cli.md section 6.7). */
final class BuildCommand {
    private static final OptionSpec DISTRIBUTION = OptionSpec.value(
            "DISTRIBUTION", "Target distribution; default: the only one of the format.", "-d", "--distribution");
    private static final OptionSpec FORMAT = OptionSpec.value(
            "FORMAT",
            "Target format; default: that of the distribution, or the only one of the definition.",
            "-f",
            "--format");
    private static final OptionSpec MESSAGE =
            OptionSpec.value("TEXT", "Message for the changelog.", "-m", "--msg", "--message");
    private static final OptionSpec BATCH = OptionSpec.flag("Do not follow the build.", "--batch");
    private static final OptionSpec INTERACTIVE = OptionSpec.flag(
            "Run the build at this terminal, with a shell where it fails; overrides --batch.", "-i", "--interactive");

    private BuildCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl build", "Build an artifact from its definition and publish it.")
                .options(
                        ArtifactOptions.ARTIFACT,
                        DISTRIBUTION,
                        FORMAT,
                        ArtifactOptions.DERIVATIVE,
                        ArtifactOptions.BASEDIR,
                        ArtifactOptions.SUBDIR,
                        ArtifactOptions.SOURCES,
                        ArtifactOptions.UNTRACKED,
                        ArtifactOptions.USER,
                        ArtifactOptions.EMAIL,
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
                ArtifactOptions.of(arguments),
                arguments.value(DISTRIBUTION),
                arguments.value(FORMAT),
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
