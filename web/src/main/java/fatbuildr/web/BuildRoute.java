package fatbuildr.web;

import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.BuildSubmission.SuppliedSource;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import fatbuildr.web.multipart.Form;
import fatbuildr.web.multipart.Limits;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Build submission (http-api.md section 7.1). */
final class BuildRoute {
    private static final String SOURCE = "source/";
    /** What the form page calls the main source: its id is the artifact's name, which the page does not know. */
    private static final String MAIN_SOURCE = "source";

    private static final String TARBALL = "tarball";
    private static final int LONGEST_NAME = 255;

    private final Uploads uploads;
    private final Limits limits;

    BuildRoute(Uploads uploads, Limits limits) {
        this.uploads = uploads;
        this.limits = limits;
    }

    Route route() {
        return Route.instance(HandlerType.POST, "/build", Action.BUILD, Answer.JSON, this::build);
    }

    private void build(Context ctx, InstanceService instance) throws IOException {
        boolean browser = Replies.toBrowser(ctx);
        String contentType = ctx.contentType();
        if (contentType == null) {
            throw FatbuildrException.invalid("bad request: the request is not multipart/form-data");
        }
        Path directory = uploads.create();
        try (InputStream body = new SteadyInputStream(ctx.req().getInputStream())) {
            Form form = Form.read(body, contentType, limits, new Places(directory));
            TaskId task = instance.submitBuild(submission(form, directory), Access.user(ctx));
            if (browser) {
                Replies.seeOther(ctx, "watch/" + task + ".html");
            } else {
                Replies.submitted(ctx, task);
            }
        } finally {
            Uploads.discard(directory);
        }
    }

    private static BuildSubmission submission(Form form, Path directory) {
        form.fields().keySet().stream()
                .filter(name -> name.equals(TARBALL) || name.equals(MAIN_SOURCE) || name.startsWith(SOURCE))
                .findFirst()
                .ifPresent(name -> {
                    throw FatbuildrException.invalid("bad request: the form field " + name
                            + " is no file, which has a name, as curl sends it with -F " + name + "=@FILE");
                });
        TaskSpec.ArtifactBuild build = new TaskSpec.ArtifactBuild(
                field(form, "format"),
                field(form, "distribution"),
                field(form, "derivative"),
                field(form, "artifact"),
                List.of(field(form, "architectures").split(",", -1)),
                field(form, "user_name"),
                field(form, "user_email"),
                field(form, "message"),
                interactive(form));
        Path tarball = form.files().get(TARBALL);
        if (tarball == null) {
            throw missing(TARBALL);
        }
        List<SuppliedSource> sources = new ArrayList<>();
        form.files().forEach((name, file) -> {
            if (name.startsWith(SOURCE)) {
                sources.add(new SuppliedSource(name.substring(SOURCE.length()), file));
            } else if (name.equals(MAIN_SOURCE)) {
                sources.add(new SuppliedSource(build.artifact(), file));
            }
        });
        return new BuildSubmission(build, directory, tarball, sources);
    }

    /** An addition to the existing interface: absent for its clients. */
    private static boolean interactive(Form form) {
        String value = form.fields().getOrDefault("interactive", "false");
        return switch (value) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw FatbuildrException.invalid("bad request: the form field interactive is true or false");
        };
    }

    private static String field(Form form, String name) {
        String value = form.fields().get(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private static FatbuildrException missing(String name) {
        return FatbuildrException.invalid("bad request: the form field " + name + " is missing");
    }

    /** The names under which files are kept: without any path, and each only once. */
    private static final class Places implements Form.Placement {
        private final Path directory;
        private final Set<String> taken = new HashSet<>();

        Places(Path directory) {
            this.directory = directory;
        }

        @Override
        public Optional<Path> place(String field, String fileName) {
            if (fileName.isEmpty() && !field.startsWith(SOURCE)) {
                // How browsers send a file that was not chosen.
                return Optional.empty();
            }
            if (field.equals(TARBALL)) {
                return Optional.of(place(sanitised(fileName)));
            }
            boolean source = field.startsWith(SOURCE) || field.equals(MAIN_SOURCE);
            return source ? Optional.of(place(base(fileName))) : Optional.empty();
        }

        private Path place(String name) {
            boolean usable = !name.isEmpty()
                    && !name.equals(".")
                    && !name.equals("..")
                    && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                    && name.chars().noneMatch(Character::isISOControl);
            if (!usable) {
                throw FatbuildrException.invalid("a file of the form has an unusable name");
            }
            if (!taken.add(name)) {
                throw FatbuildrException.invalid("two files of the form are named " + name);
            }
            return directory.resolve(name);
        }

        /** Unchanged but for its path: the name carries the version. */
        private static String base(String fileName) {
            return fileName.substring(fileName.lastIndexOf('/') + 1);
        }

        private static String sanitised(String fileName) {
            String name = base(fileName.replace('\\', '/')).replaceAll("[^A-Za-z0-9_.-]", "_");
            return name.startsWith(".") ? "_" + name.substring(1) : name;
        }
    }
}
