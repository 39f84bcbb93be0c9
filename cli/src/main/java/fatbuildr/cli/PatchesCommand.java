package fatbuildr.cli;

import static fatbuildr.cli.BuildCommand.ARTIFACT;
import static fatbuildr.cli.BuildCommand.BASEDIR;
import static fatbuildr.cli.BuildCommand.DERIVATIVE;
import static fatbuildr.cli.BuildCommand.SUBDIR;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.error.FatbuildrException;
import java.util.Optional;

/** {@code patches} (cli.md section 6.8). */
final class PatchesCommand {
    private static final OptionSpec USER = OptionSpec.value("NAME", "Your name, for the commits.", "-n", "--name");
    private static final OptionSpec EMAIL =
            OptionSpec.value("EMAIL", "Your e-mail address, for the commits.", "-e", "--email");

    private static final OptionSpec SOURCES = OptionSpec.several(
            "[ID#][VERSION@]DIR",
            "Use these local sources instead of downloading them; default: the main source, in the version of the"
                    + " definition. Takes all following words up to the next option.",
            "--sources");
    private static final OptionSpec UNTRACKED =
            OptionSpec.flag("Use files of local sources that git ignores, too.", "--include-git-untracked");

    private PatchesCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named(
                        "fatbuildrctl patches", "Edit the patches of an artifact as commits of a git repository.")
                .options(ARTIFACT, DERIVATIVE, BASEDIR, SUBDIR, SOURCES, UNTRACKED, USER, EMAIL)
                .footer(
                        "A shell ($SHELL) opens in a temporary repository: its first commit is the",
                        "source, each further one a patch. Edit history and add commits, then leave the",
                        "shell: the patches of the definition are replaced by the commits. The first",
                        "line of a message names the patch, lines such as \"Formats: deb\" are its",
                        "fields, and \"Generic: yes\" makes it a patch for all versions.")
                .runs(PatchesCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        BuildOptions options = new BuildOptions(
                arguments.value(ARTIFACT).orElseThrow(),
                Optional.empty(),
                Optional.empty(),
                arguments.value(DERIVATIVE).orElse("main"),
                arguments.value(BASEDIR),
                arguments.value(SUBDIR),
                arguments.values(SOURCES),
                arguments.has(UNTRACKED),
                arguments.value(USER),
                arguments.value(EMAIL),
                Optional.empty(),
                true,
                false);
        try {
            return new PatchQueue(options, session).run();
        } catch (FatbuildrException wrongDefinition) {
            throw Failure.artifact(String.valueOf(wrongDefinition.getMessage()));
        }
    }
}
