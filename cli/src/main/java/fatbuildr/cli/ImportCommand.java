package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.importer.DebSourcePackage;
import fatbuildr.cli.importer.ImportTarget;
import fatbuildr.cli.importer.SourceRpm;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.cli.options.UsageException;
import fatbuildr.cli.patch.Person;
import fatbuildr.journal.Journal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The programs {@code import-srcrpm} (cli.md section 13) and {@code import-dsc}. */
final class ImportCommand {
    private static final OptionSpec AUTHOR =
            OptionSpec.required("NAME", "Your name, for commits of patches.", "--author");
    private static final OptionSpec EMAIL =
            OptionSpec.required("EMAIL", "Your e-mail address, for commits of patches.", "--email");
    private static final OptionSpec DESTINATION =
            OptionSpec.required("DIR", "Directory of artifact definitions; the new one is made in it.", "--dest");
    private static final OptionSpec TARBALLS =
            OptionSpec.required("DIR", "Directory for the source archives.", "--tarballs-dest");
    private static final OptionSpec SOURCE = OptionSpec.value(
            "URL",
            "Where the main archive can be downloaded, with {{ version }} for the version; default: what debian/watch"
                    + " tells plainly.",
            "--source");

    private ImportCommand() {}

    static CommandSpec<Command> sourceRpm() {
        return CommandSpec.<Command>named("import-srcrpm", "Make artifact definitions of source RPMs.")
                .options(AUTHOR, EMAIL, DESTINATION, TARBALLS)
                .positional(Positional.words("SRC_RPM", "Source RPMs."))
                .footer(
                        "What was changed in the spec file is printed as a difference. Expanding a spec",
                        "file runs what it says: import source RPMs that you trust.")
                .runs(ImportCommand::sourceRpm);
    }

    static CommandSpec<Command> dsc() {
        return CommandSpec.<Command>named("import-dsc", "Make artifact definitions of Debian source packages.")
                .options(DESTINATION, TARBALLS, SOURCE)
                .positional(Positional.words("DSC", "Control files (.dsc), beside the files they list."))
                .footer(
                        "Sizes and checksums of the files are verified; the signature of a .dsc file is",
                        "not, which dscverify does.")
                .runs(ImportCommand::dsc);
    }

    private static int sourceRpm(Arguments arguments, Session session) {
        Person author = new Person(
                arguments.value(AUTHOR).orElseThrow(), arguments.value(EMAIL).orElseThrow());
        Journal journal = session.screen().journal();
        ImportTarget target = target(arguments, session);
        for (SourceRpm rpm : opened(arguments, session, file -> new SourceRpm(file, author, journal))) {
            session.screen().out().print(rpm.importTo(target));
        }
        return ExitCode.OK;
    }

    private static int dsc(Arguments arguments, Session session) {
        Journal journal = session.screen().journal();
        ImportTarget target = target(arguments, session);
        Optional<String> url = arguments.value(SOURCE);
        opened(arguments, session, file -> new DebSourcePackage(file, url, journal))
                .forEach(source -> source.importTo(target));
        return ExitCode.OK;
    }

    private static ImportTarget target(Arguments arguments, Session session) {
        return ImportTarget.of(
                path(arguments.value(DESTINATION).orElseThrow(), session),
                path(arguments.value(TARBALLS).orElseThrow(), session));
    }

    /** All are looked at before the first one is imported. */
    private static <T> List<T> opened(Arguments arguments, Session session, Function<Path, T> opener) {
        if (arguments.words().isEmpty()) {
            throw new UsageException("no file is given");
        }
        return arguments.words().stream()
                .map(word -> opener.apply(path(word, session)))
                .toList();
    }

    private static Path path(String text, Session session) {
        try {
            return session.surroundings().expand(text);
        } catch (InvalidPathException e) {
            throw Failure.runtime(text + " is not a path", e);
        }
    }
}
