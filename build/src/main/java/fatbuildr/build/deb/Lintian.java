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
import java.util.ArrayList;
import java.util.List;

/**
 * Checks packages with lintian, from the image. The source is checked while the compiler works; its findings are shown
 * with those of the binary packages. Nothing of it fails a build.
 */
final class Lintian {
    private static final String BEGIN = "+++ lintian output +++";
    private static final String END = "+++ end of lintian output +++";
    private static final int MAX_MESSAGES = 10_000;

    private final ContainerRunner containers;
    private final Path image;
    private final TaskMark mark;

    Lintian(ContainerRunner containers, Path image, TaskMark mark) {
        this.containers = containers;
        this.image = image;
        this.mark = mark;
    }

    /** A check that goes on beside the build; closing it ends it. */
    final class Beside implements AutoCloseable {
        private final List<ConsoleMessage> output = new ArrayList<>();
        private final Thread thread;

        private Beside(Path directory, String file) {
            thread = Thread.ofVirtual().name("lintian " + file).start(() -> {
                try {
                    check(directory, file, this::keep);
                } catch (InterruptedException cancelled) {
                    keep(ConsoleMessage.Bytes.of("lintian was cancelled\n"));
                }
            });
        }

        private synchronized void keep(ConsoleMessage message) {
            if (output.size() < MAX_MESSAGES) {
                output.add(message);
            }
        }

        private void show(Journal journal) throws InterruptedException {
            thread.join();
            synchronized (this) {
                output.forEach(journal::write);
                output.clear();
            }
        }

        /** Returns when the check is over, for its files are about to go; an interrupt meanwhile is kept. */
        @Override
        public void close() {
            thread.interrupt();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Beside begin(SourcePackage source) {
        return new Beside(source.directory(), source.dsc());
    }

    /** Reports on binary packages, with what was found in the source before. */
    void report(BinaryBuild.Built built, Beside source, Journal journal) throws InterruptedException {
        line(journal, BEGIN);
        source.show(journal);
        check(built.directory(), String.valueOf(built.changes().getFileName()), journal);
        line(journal, END);
    }

    private static void line(Journal journal, String text) {
        journal.write(ConsoleMessage.Bytes.of(text + "\n"));
    }

    private void check(Path directory, String file, Journal journal) throws InterruptedException {
        ContainerRun run = ContainerRun.isolated(
                        new Root.Throwaway(List.of(image)),
                        BuildAccount.BUILDER.name(),
                        List.of(
                                "lintian",
                                "--display-info",
                                "--show-overrides",
                                "--color",
                                "always",
                                "--fail-on",
                                "none",
                                file))
                .bind(Bind.readOnly(directory, "/checked"))
                .in("/checked");
        try {
            int status = containers.status(run, mark, journal);
            if (status != 0) {
                journal.warning("lintian could not check " + file + ": it ended with exit code " + status);
            }
        } catch (FatbuildrException e) {
            journal.warning("lintian could not check " + file + ": " + e.getMessage());
        }
    }
}
