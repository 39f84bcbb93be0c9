package fatbuildr.cli;

import fatbuildr.api.ApiJson;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.Json;
import fatbuildr.cli.ImageTargets.Environment;
import fatbuildr.cli.client.FatbuildrClient;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.task.TaskId;
import java.util.List;
import java.util.function.Function;

/** {@code images} (cli.md section 6.6). */
final class ImagesCommand {
    private static final String NAME = "fatbuildrctl images";
    static final OptionSpec FORMAT =
            OptionSpec.value("FORMAT", "Only this format; default: all formats of the instance.", "-f", "--format");
    static final OptionSpec DISTRIBUTION = OptionSpec.value(
            "DISTRIBUTION", "Only the environment of this distribution; default: all.", "-d", "--distribution");
    static final OptionSpec ARCHITECTURE = OptionSpec.value(
            "ARCHITECTURE", "Only this architecture; default: all of the instance.", "-a", "--architecture");
    private static final OptionSpec FORCE = OptionSpec.flag("Replace what exists.", "--force");
    private static final OptionSpec BATCH = OptionSpec.flag("Do not follow the submitted tasks.", "--batch");

    private static final OptionSpec JSON = OptionSpec.flag("Print the images as a JSON array.", "--json");

    private static final Positional COMMAND =
            Positional.words("COMMAND", "Command and its words, -- before those with a dash; default: a shell.");
    private static final String[] SHELLS = {
        "It runs as root, at this terminal. To leave it alone, press Enter, ~ and . (a dot);",
        "fatbuildrctl watch TASK comes back to it."
    };

    private ImagesCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named(NAME, "List, create, update and enter images and build environments.")
                .commands(List.of(
                        CommandSpec.<Command>named(NAME + " create", "Create the images of formats.")
                                .options(FORMAT, FORCE, BATCH)
                                .runs(ImagesCommand::create),
                        CommandSpec.<Command>named(NAME + " update", "Update the images of formats.")
                                .options(FORMAT, BATCH)
                                .runs(ImagesCommand::update),
                        CommandSpec.<Command>named(NAME + " shell", "Open a shell in an image, or run a command there.")
                                .options(FORMAT)
                                .positional(COMMAND)
                                .footer(SHELLS)
                                .runs(ShellCommand::image),
                        CommandSpec.<Command>named(NAME + " env-create", "Create build environments.")
                                .options(FORMAT, DISTRIBUTION, ARCHITECTURE, FORCE, BATCH)
                                .runs(ImagesCommand::createEnvironments),
                        CommandSpec.<Command>named(NAME + " env-update", "Update build environments.")
                                .options(FORMAT, DISTRIBUTION, ARCHITECTURE, BATCH)
                                .runs(ImagesCommand::updateEnvironments),
                        CommandSpec.<Command>named(
                                        NAME + " env-shell",
                                        "Open a shell in a build environment, or run a command there.")
                                .options(FORMAT, DISTRIBUTION, ARCHITECTURE)
                                .positional(COMMAND)
                                .footer(SHELLS)
                                .runs(ShellCommand::environment),
                        CommandSpec.<Command>named(NAME + " list", "List images and build environments, made or not.")
                                .options(FORMAT, JSON)
                                .runs(ImagesCommand::list)));
    }

    private static int list(Arguments arguments, Session session) {
        List<String> formats = formats(arguments, session);
        List<ImageStatus> images = session.client().images().stream()
                .filter(image -> formats.contains(image.format()))
                .toList();
        Screen screen = session.screen();
        if (arguments.has(JSON)) {
            screen.out().print(Json.indented(ApiJson.array(images, ApiJson::image)));
            return ExitCode.OK;
        }
        screen.result(images.isEmpty() ? "No image is defined" : "Images:");
        for (ImageStatus image : images) {
            screen.result("- format: " + image.format());
            screen.result("  image: " + state(image.exists()));
            screen.result(image.environments().isEmpty() ? "  environments: ∅" : "  environments:");
            for (ImageStatus.Environment environment : image.environments()) {
                screen.result("  - name: " + environment.name());
                screen.result("    architecture: " + environment.architecture());
                screen.result("    environment: " + state(environment.exists()));
            }
        }
        return ExitCode.OK;
    }

    private static String state(boolean exists) {
        return exists ? "created" : "missing";
    }

    private static int create(Arguments arguments, Session session) {
        FatbuildrClient client = session.client();
        return each(
                formats(arguments, session),
                format -> client.createImage(format, arguments.has(FORCE)),
                "image creation",
                arguments,
                session);
    }

    private static int update(Arguments arguments, Session session) {
        return each(formats(arguments, session), session.client()::updateImage, "image update", arguments, session);
    }

    private static int createEnvironments(Arguments arguments, Session session) {
        FatbuildrClient client = session.client();
        return each(
                environments(arguments, session),
                target -> client.createEnvironment(
                        target.format(), target.name(), target.architecture(), arguments.has(FORCE)),
                "build environment creation",
                arguments,
                session);
    }

    private static int updateEnvironments(Arguments arguments, Session session) {
        FatbuildrClient client = session.client();
        return each(
                environments(arguments, session),
                target -> client.updateEnvironment(target.format(), target.name(), target.architecture()),
                "build environment update",
                arguments,
                session);
    }

    /** Submits one task after the other, each when the one before is over; answers the worst exit code. */
    private static <T> int each(
            List<T> targets, Function<T, TaskId> submit, String what, Arguments arguments, Session session) {
        Submission submission = new Submission(session, arguments.has(BATCH));
        int code = ExitCode.OK;
        for (T target : targets) {
            code = Math.max(code, submission.submitted(target + " " + what, submit.apply(target)));
        }
        return code;
    }

    private static List<String> formats(Arguments arguments, Session session) {
        return new ImageTargets(session.client()).formats(arguments.value(FORMAT));
    }

    private static List<Environment> environments(Arguments arguments, Session session) {
        return new ImageTargets(session.client())
                .environments(arguments.value(FORMAT), arguments.value(DISTRIBUTION), arguments.value(ARCHITECTURE));
    }
}
