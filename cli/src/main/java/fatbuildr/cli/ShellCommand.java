package fatbuildr.cli;

import fatbuildr.cli.ImageTargets.Environment;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.task.TaskId;
import java.util.List;
import java.util.stream.Collectors;

/** {@code images shell} and {@code images env-shell} (cli.md section 6.6). */
final class ShellCommand {
    private ShellCommand() {}

    static int image(Arguments arguments, Session session) {
        requireTerminal(arguments, session);
        List<String> formats = new ImageTargets(session.client()).formats(arguments.value(ImagesCommand.FORMAT));
        String format = only(formats, "image", "--format");
        TaskId id = session.client().imageShell(format, term(session), arguments.words());
        return new Submission(session, false).submitted(format + " image shell", id);
    }

    static int environment(Arguments arguments, Session session) {
        requireTerminal(arguments, session);
        List<Environment> environments = new ImageTargets(session.client())
                .environments(
                        arguments.value(ImagesCommand.FORMAT),
                        arguments.value(ImagesCommand.DISTRIBUTION),
                        arguments.value(ImagesCommand.ARCHITECTURE));
        Environment target = only(environments, "build environment", "--format, --distribution or --architecture");
        TaskId id = session.client()
                .environmentShell(
                        target.format(), target.name(), target.architecture(), term(session), arguments.words());
        return new Submission(session, false).submitted(target + " build environment shell", id);
    }

    /** peer-defect-25: a shell without terminal is told so, before anything is started. */
    private static void requireTerminal(Arguments arguments, Session session) {
        if (arguments.words().isEmpty() && !session.surroundings().terminal().in()) {
            throw Failure.runtime("a shell needs a terminal, and standard input is none")
                    .hint("give a command to run instead, such as: -- ls -l /");
        }
    }

    private static <T> T only(List<T> targets, String what, String options) {
        if (targets.size() == 1) {
            return targets.getFirst();
        }
        throw Failure.runtime("a shell is opened in one " + what + ", and there are "
                        + targets.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .hint("choose one with " + options);
    }

    private static String term(Session session) {
        String term = session.surroundings().variable("TERM");
        return term.isEmpty() ? "dumb" : term;
    }
}
