package fatbuildr.cli;

import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.OptionSpec;
import java.util.List;
import java.util.Optional;

/** Which artifact a command line names, where its definition and sources are, and who works on it. */
record ArtifactOptions(
        String artifact,
        String derivative,
        Optional<String> basedir,
        Optional<String> subdir,
        List<String> sources,
        boolean includeGitUntracked,
        Optional<String> name,
        Optional<String> email) {
    static final OptionSpec ARTIFACT = OptionSpec.required("NAME", "Name of the artifact.", "-a", "--artifact");
    static final OptionSpec DERIVATIVE =
            OptionSpec.value("DERIVATIVE", "Target derivative; default: main.", "--derivative");
    static final OptionSpec BASEDIR = OptionSpec.value("DIR", "Directory of artifact definitions.", "-b", "--basedir");
    static final OptionSpec SUBDIR = OptionSpec.value(
            "SUBDIR",
            "Directory of the definition below the base directory; default: the artifact's name.",
            "-s",
            "--subdir");
    static final OptionSpec SOURCES = OptionSpec.several(
            "[ID#][VERSION@]DIR",
            "Take these local sources instead of downloads; default: the main source, in the version of the"
                    + " definition. Takes all following words up to the next option.",
            "--sources");
    static final OptionSpec UNTRACKED =
            OptionSpec.flag("Take files of local sources that git ignores, too.", "--include-git-untracked");
    static final OptionSpec USER = OptionSpec.value("NAME", "Your name, for changelog and commits.", "-n", "--name");
    static final OptionSpec EMAIL =
            OptionSpec.value("EMAIL", "Your e-mail address, for changelog and commits.", "-e", "--email");

    ArtifactOptions {
        sources = List.copyOf(sources);
    }

    static ArtifactOptions of(Arguments arguments) {
        return new ArtifactOptions(
                arguments.value(ARTIFACT).orElseThrow(),
                arguments.value(DERIVATIVE).orElse("main"),
                arguments.value(BASEDIR),
                arguments.value(SUBDIR),
                arguments.values(SOURCES),
                arguments.has(UNTRACKED),
                arguments.value(USER),
                arguments.value(EMAIL));
    }
}
