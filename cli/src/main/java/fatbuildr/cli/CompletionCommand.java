package fatbuildr.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code generate-completion}: the bash completion script, from the commands themselves. */
@picocli.CommandLine.Command(name = "generate-completion", header = "Print the bash completion script.", hidden = true)
final class CompletionCommand implements Command {
    @Spec
    @org.jspecify.annotations.Nullable
    CommandSpec spec;

    @Override
    public int run(Session session) {
        if (spec != null) {
            session.screen()
                    .out()
                    .print(AutoComplete.bash("fatbuildrctl", spec.root().commandLine()));
        }
        return ExitCode.OK;
    }
}
