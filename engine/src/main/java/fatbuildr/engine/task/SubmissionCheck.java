package fatbuildr.engine.task;

import fatbuildr.config.Settings;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.task.TaskSpec;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out before a task is stored whether it can be done at all. */
final class SubmissionCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._~-]{0,127}");
    private static final Pattern FILE = Pattern.compile("[^/\\p{Cntrl}]{1,255}");
    /** A bare account name is an address of its machine: changelogs hold it like any other. */
    private static final Pattern MAIL = Pattern.compile("[^\\s<>\\p{Cntrl}]{1,400}");

    private static final Pattern PERSON = Pattern.compile("[^<>\\p{Cntrl}]{1,200}");
    private static final Pattern DURATION = Pattern.compile("\\d{1,6}[dwmy]?");
    private static final Pattern TERM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}");
    private static final int MAX_MESSAGE = 64 << 10;

    private final InstanceDefinition instance;
    private final Settings settings;
    private final Set<String> builders;

    /**
     * @param builders formats with a builder
     */
    SubmissionCheck(InstanceDefinition instance, Settings settings, Set<String> builders) {
        this.instance = instance;
        this.settings = settings;
        this.builders = Set.copyOf(builders);
    }

    void build(BuildSubmission submission) {
        TaskSpec.ArtifactBuild build = submission.build();
        target(build);
        architectures(build.architectures());
        name("artifact", build.artifact());
        if (!PERSON.matcher(build.author()).matches() || build.author().isBlank()) {
            throw FatbuildrException.invalid("the author's name is empty or has characters that a changelog cannot "
                    + "hold: " + shown(build.author()));
        }
        if (!MAIL.matcher(build.email()).matches()) {
            throw FatbuildrException.invalid(
                    "the author's email is empty or has characters that a changelog cannot hold: "
                            + shown(build.email()));
        }
        if (build.message().isBlank() || build.message().length() > MAX_MESSAGE) {
            throw FatbuildrException.invalid("the build message is empty or too long: it becomes the changelog entry");
        }
        uploads(submission);
    }

    /** Refuses what no task of the type could do. */
    void other(TaskSpec spec) {
        switch (spec) {
            case TaskSpec.ArtifactBuild _ ->
                throw FatbuildrException.invalid("a build needs an artifact definition: submit it with its tarball");
            case TaskSpec.ImageShell(String format, String term, List<String> command) -> {
                format(format);
                shell(term, command);
            }
            case TaskSpec.EnvironmentShell(
                    String format,
                    String environment,
                    String architecture,
                    String term,
                    List<String> command) -> {
                environment(format, environment, architecture);
                shell(term, command);
            }
            case TaskSpec.KeyringRenewal(String duration) -> {
                if (!DURATION.matcher(duration).matches()) {
                    throw FatbuildrException.invalid("keyring duration " + shown(duration)
                            + " is not a number with an optional unit d, w, m or y");
                }
            }
            case TaskSpec.ImageCreation(String format, boolean _) -> format(format);
            case TaskSpec.ImageUpdate(String format) -> format(format);
            case TaskSpec.EnvironmentCreation(String format, String environment, String architecture, boolean _) ->
                environment(format, environment, architecture);
            case TaskSpec.EnvironmentUpdate(String format, String environment, String architecture) ->
                environment(format, environment, architecture);
            case TaskSpec.ArtifactDeletion _, TaskSpec.KeyringCreation _, TaskSpec.HistoryPurge _ -> {}
        }
    }

    private static void shell(String term, List<String> command) {
        if (!TERM.matcher(term).matches()) {
            throw FatbuildrException.invalid("the terminal type " + shown(term)
                    + " is none: it is the client's variable TERM, such as xterm-256color or dumb");
        }
        if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)
                || (!command.isEmpty() && command.getFirst().isEmpty())) {
            throw FatbuildrException.invalid("the command is empty, or has a character that no command can hold");
        }
        if (command.stream().mapToInt(String::length).sum() > MAX_MESSAGE) {
            throw FatbuildrException.invalid("the command is longer than " + MAX_MESSAGE + " characters");
        }
    }

    private void target(TaskSpec.ArtifactBuild build) {
        format(build.format());
        Pipelines pipelines = instance.pipelines();
        if (!pipelines.distribution(build.distribution()).format().equals(build.format())) {
            throw FatbuildrException.invalid(
                    "distribution " + build.distribution() + " is not one of format " + build.format());
        }
        if (!pipelines.formatsOf(build.derivative()).contains(build.format())) {
            throw FatbuildrException.invalid(
                    "derivative " + build.derivative() + " does not exist in format " + build.format());
        }
    }

    /** Formats of the instance that pass {@link #format}. */
    List<String> buildable() {
        return instance.pipelines().formats().stream()
                .filter(settings.images().formats()::contains)
                .filter(builders::contains)
                .toList();
    }

    void format(String format) {
        if (instance.pipelines().distributions(format).isEmpty()) {
            throw FatbuildrException.notFound("Format " + format + " is not supported");
        }
        if (!settings.images().formats().contains(format)) {
            throw FatbuildrException.invalid("format " + format + " is not enabled in [images] formats");
        }
        if (!builders.contains(format)) {
            throw FatbuildrException.invalid("builds of format " + format + " are not available in this version");
        }
    }

    private void environment(String format, String environment, String architecture) {
        format(format);
        boolean known = instance.pipelines().distributions(format).stream()
                .anyMatch(distribution ->
                        distribution.environment().filter(environment::equals).isPresent());
        if (!known) {
            throw FatbuildrException.notFound(
                    "environment " + shown(environment) + " is not used by any distribution of format " + format);
        }
        architectures(List.of(architecture));
    }

    private void architectures(List<String> architectures) {
        if (architectures.isEmpty()) {
            throw FatbuildrException.invalid("no architecture given: choose among " + known());
        }
        if (new HashSet<>(architectures).size() != architectures.size()) {
            throw FatbuildrException.invalid("an architecture is given twice: " + String.join(", ", architectures));
        }
        for (String architecture : architectures) {
            if (!instance.architectures().contains(architecture)) {
                throw FatbuildrException.invalid(
                        "architecture " + shown(architecture) + " is not one of the instance: " + known());
            }
        }
    }

    private String known() {
        return String.join(", ", instance.architectures());
    }

    private static void uploads(BuildSubmission submission) {
        Path directory = submission.directory().toAbsolutePath().normalize();
        upload("artifact definition", directory, submission.tarball());
        Set<String> ids = new HashSet<>();
        for (BuildSubmission.SuppliedSource source : submission.sources()) {
            name("source", source.id());
            upload("source " + source.id(), directory, source.file());
            if (!ids.add(source.id())) {
                throw FatbuildrException.invalid("source " + source.id() + " is given twice");
            }
        }
    }

    /** The engine moves uploads away as its own user: only what lies in the upload directory, never a link. */
    private static void upload(String what, Path directory, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path name = absolute.getFileName();
        if (!absolute.startsWith(directory)
                || name == null
                || !Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid("the file of the " + what + " is missing from the request");
        }
        if (!FILE.matcher(name.toString()).matches()) {
            throw FatbuildrException.invalid(
                    "the file of the " + what + " has a name that cannot be used: " + shown(name.toString()));
        }
    }

    private static void name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw FatbuildrException.invalid(what + " name " + shown(name)
                    + " is not usable: it starts with a letter or digit, and goes on with these or + . _ ~ -");
        }
    }

    /** The text in quotes, safe to print: control characters replaced, cut when long. */
    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() <= 80 ? printable : printable.substring(0, 80) + "…") + "\"";
    }
}
