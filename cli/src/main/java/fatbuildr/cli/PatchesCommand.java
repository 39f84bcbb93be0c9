package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.error.FatbuildrException;

/** {@code patches} (cli.md section 6.8). */
final class PatchesCommand {
    private PatchesCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named(
                        "fatbuildrctl patches", "Edit the patches of an artifact as commits of a git repository.")
                .options(
                        ArtifactOptions.ARTIFACT,
                        ArtifactOptions.DERIVATIVE,
                        ArtifactOptions.BASEDIR,
                        ArtifactOptions.SUBDIR,
                        ArtifactOptions.SOURCES,
                        ArtifactOptions.UNTRACKED,
                        ArtifactOptions.USER,
                        ArtifactOptions.EMAIL)
                .footer(
                        "A shell ($SHELL) opens in a temporary repository: its first commit is the",
                        "source, each further one a patch. Edit history and add commits, then leave the",
                        "shell: the patches of the definition are replaced by the commits. The first",
                        "line of a message names the patch, lines such as \"Formats: deb\" are its",
                        "fields, and \"Generic: yes\" makes it a patch for all versions.")
                .runs(PatchesCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        try {
            return new PatchQueue(ArtifactOptions.of(arguments), session).run();
        } catch (FatbuildrException wrongDefinition) {
            throw Failure.artifact(String.valueOf(wrongDefinition.getMessage()));
        }
    }
}
