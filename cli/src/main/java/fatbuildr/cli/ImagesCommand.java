package fatbuildr.cli;

import fatbuildr.task.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code images} (cli.md section 6.6). */
@picocli.CommandLine.Command(
        name = "images",
        header = "Create and update images and build environments.",
        subcommands = {
            ImagesCommand.Create.class,
            ImagesCommand.Update.class,
            ImagesCommand.EnvironmentCreate.class,
            ImagesCommand.EnvironmentUpdate.class
        })
final class ImagesCommand {
    /** Submits tasks one after the other and answers the worst exit code. */
    private interface Submitter<T> {
        int submit(T target);
    }

    private static <T> int each(List<T> targets, Submitter<T> submitter) {
        int code = ExitCode.OK;
        for (T target : targets) {
            code = Math.max(code, submitter.submit(target));
        }
        return code;
    }

    static final class Filters {
        @Option(
                names = {"-f", "--format"},
                paramLabel = "FORMAT",
                description = "Only this format; default: all formats of the instance.")
        @Nullable
        String format;
    }

    static final class EnvironmentFilters {
        @picocli.CommandLine.Mixin
        Filters filters = new Filters();

        @Option(
                names = {"-d", "--distribution"},
                paramLabel = "DISTRIBUTION",
                description = "Only the environment of this distribution; default: all.")
        @Nullable
        String distribution;

        @Option(
                names = {"-a", "--architecture"},
                paramLabel = "ARCHITECTURE",
                description = "Only this architecture; default: all of the instance.")
        @Nullable
        String architecture;

        List<ImageTargets.Environment> environments(Session session) {
            return new ImageTargets(session.client()).environments(filters.format, distribution, architecture);
        }
    }

    static final class Batch {
        @Option(names = "--batch", description = "Do not follow the submitted tasks.")
        boolean batch;
    }

    @picocli.CommandLine.Command(name = "create", header = "Create the images of formats.")
    static final class Create implements Command {
        @picocli.CommandLine.Mixin
        Filters filters = new Filters();

        @Option(names = "--force", description = "Replace an image that exists.")
        boolean force;

        @picocli.CommandLine.Mixin
        Batch batch = new Batch();

        @Override
        public int run(Session session) {
            return each(new ImageTargets(session.client()).formats(filters.format), format -> {
                TaskId id = session.client().createImage(format, force);
                return new Submission(session, batch.batch).submitted(format + " image creation", id);
            });
        }
    }

    @picocli.CommandLine.Command(name = "update", header = "Update the images of formats.")
    static final class Update implements Command {
        @picocli.CommandLine.Mixin
        Filters filters = new Filters();

        @picocli.CommandLine.Mixin
        Batch batch = new Batch();

        @Override
        public int run(Session session) {
            return each(new ImageTargets(session.client()).formats(filters.format), format -> {
                TaskId id = session.client().updateImage(format);
                return new Submission(session, batch.batch).submitted(format + " image update", id);
            });
        }
    }

    @picocli.CommandLine.Command(name = "env-create", header = "Create build environments.")
    static final class EnvironmentCreate implements Command {
        @picocli.CommandLine.Mixin
        EnvironmentFilters filters = new EnvironmentFilters();

        @Option(names = "--force", description = "Replace an environment that exists.")
        boolean force;

        @picocli.CommandLine.Mixin
        Batch batch = new Batch();

        @Override
        public int run(Session session) {
            return each(filters.environments(session), target -> {
                TaskId id = session.client()
                        .createEnvironment(target.format(), target.name(), target.architecture(), force);
                return new Submission(session, batch.batch).submitted(target + " build environment creation", id);
            });
        }
    }

    @picocli.CommandLine.Command(name = "env-update", header = "Update build environments.")
    static final class EnvironmentUpdate implements Command {
        @picocli.CommandLine.Mixin
        EnvironmentFilters filters = new EnvironmentFilters();

        @picocli.CommandLine.Mixin
        Batch batch = new Batch();

        @Override
        public int run(Session session) {
            return each(filters.environments(session), target -> {
                TaskId id = session.client().updateEnvironment(target.format(), target.name(), target.architecture());
                return new Submission(session, batch.batch).submitted(target + " build environment update", id);
            });
        }
    }
}
