package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code build} (cli.md section 6.7). */
@picocli.CommandLine.Command(
        name = "build",
        header = "Build an artifact from its definition and publish it.",
        footer = {
            "",
            "The defaults of --basedir, --name, --email and --msg come from the preferences:",
            "basedir and message in section [prefs], name and email in section [user].",
            "--sources takes all following words up to the next option."
        })
final class BuildCommand implements Command {
    @Option(
            names = {"-a", "--artifact"},
            required = true,
            paramLabel = "NAME",
            description = "Name of the artifact.")
    String artifact = "";

    @Option(
            names = {"-d", "--distribution"},
            paramLabel = "DISTRIBUTION",
            description = "Target distribution; default: the only one of the format.")
    @Nullable
    String distribution;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "Target format; default: that of the distribution, or the only one of the definition.")
    @Nullable
    String format;

    @Option(
            names = "--derivative",
            paramLabel = "DERIVATIVE",
            description = "Target derivative; default: ${DEFAULT-VALUE}.")
    String derivative = "main";

    @Option(
            names = {"-b", "--basedir"},
            paramLabel = "DIR",
            description = "Directory of artifact definitions.")
    @Nullable
    String basedir;

    @Option(
            names = {"-s", "--subdir"},
            paramLabel = "SUBDIR",
            description = "Directory of the definition below the base directory; default: the artifact's name.")
    @Nullable
    String subdir;

    @Option(
            names = "--sources",
            arity = "1..*",
            paramLabel = "[ID#][VERSION@]DIR",
            description = "Send these local sources instead of having them downloaded; default: the main source, in the"
                    + " version of the definition.")
    List<String> sources = new ArrayList<>();

    @Option(names = "--include-git-untracked", description = "Send files of local sources that git ignores, too.")
    boolean includeGitUntracked;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Your name, for the changelog.")
    @Nullable
    String name;

    @Option(
            names = {"-e", "--email"},
            paramLabel = "EMAIL",
            description = "Your e-mail address, for the changelog.")
    @Nullable
    String email;

    @Option(
            names = {"-m", "--msg", "--message"},
            paramLabel = "TEXT",
            description = "Message for the changelog.")
    @Nullable
    String message;

    @Option(names = "--batch", description = "Do not follow the build.")
    boolean batch;

    @Option(
            names = {"-i", "--interactive"},
            description = "Interactive build; needs D-Bus, over HTTP this is a normal build.")
    boolean interactive;

    @Override
    public int run(Session session) {
        try {
            return new Build(this, session).run();
        } catch (FatbuildrException wrongDefinition) {
            throw Failure.artifact(String.valueOf(wrongDefinition.getMessage()));
        }
    }
}
