package fatbuildr.build.deb;

import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.BuildAccount;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks packages with lintian, from the image. The source is checked while the compiler works; its findings are shown
 * with those of the binary packages. Nothing of it fails a build.
 */
final class Lintian {
    private static final String BEGIN = "+++ lintian output +++";
    private static final String END = "+++ end of lintian output +++";

    private final ContainerRunner containers;
    private final Path image;
    private final TaskMark mark;

    Lintian(ContainerRunner containers, Path image, TaskMark mark) {
        this.containers = containers;
        this.image = image;
        this.mark = mark;
    }

    /** What is found in a source, gathered beside the build. */
    record OfSource(HeldJournal findings, Beside<Boolean> check) implements AutoCloseable {
        @Override
        public void close() {
            check.close();
        }
    }

    OfSource begin(SourcePackage source, Journal journal) {
        HeldJournal findings = new HeldJournal(journal);
        return new OfSource(
                findings,
                Beside.start(
                        "lintian " + source.dsc(),
                        () -> check(lintian(source.directory(), source.dsc()).inBackground(), source.dsc(), findings)));
    }

    /** Reports on binary packages, with what was found in the source before. */
    void report(BinaryBuild.Built built, OfSource source, Journal journal) throws InterruptedException {
        line(journal, BEGIN);
        source.check().await();
        source.findings().release();
        String changes = String.valueOf(built.changes().getFileName());
        check(lintian(built.directory(), changes), changes, journal);
        line(journal, END);
    }

    private static void line(Journal journal, String text) {
        journal.write(ConsoleMessage.Bytes.of(text + "\n"));
    }

    private ContainerRun lintian(Path directory, String file) {
        List<String> words = List.of(
                "lintian", "--display-info", "--show-overrides", "--color", "always", "--fail-on", "none", file);
        return ContainerRun.isolated(new Root.ReadOnly(image), BuildAccount.BUILDER.name(), words)
                .bind(Bind.readOnly(directory, BuildAccount.HOME))
                .in(BuildAccount.HOME)
                .env("TMPDIR", "/var/tmp"); // it unpacks the packages there, which may be larger than memory
    }

    private boolean check(ContainerRun run, String file, Journal journal) throws InterruptedException {
        try {
            int status = containers.status(run, mark, journal);
            if (status != 0) {
                journal.warning("lintian could not check " + file + ": it ended with exit code " + status);
            }
            return status == 0;
        } catch (FatbuildrException e) {
            journal.warning("lintian could not check " + file + ": " + e.getMessage());
            return false;
        }
    }
}
