package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** What our programs have in common: how they tell that they serve, how they stop, and how they fail. */
public record Program(String name, PrintStream output, PrintStream errors) {
    private static final int FAILURE = 1;

    /** Answers the exit status: what cannot be done ends in one line, with status 1. */
    public int run(Runnable body) {
        try {
            body.run();
            return 0;
        } catch (FatbuildrException failure) {
            errors.println(name + ": " + oneLine(failure));
        } catch (RuntimeException defect) {
            errors.println(name + ": internal error");
            defect.printStackTrace(errors);
        }
        return FAILURE;
    }

    private static String oneLine(FatbuildrException failure) {
        return String.valueOf(failure.getMessage()).replace('\n', ' ');
    }

    /** Name and version. */
    public String title() {
        return name + " " + Version.text();
    }

    /**
     * Tells people, scripts and the service manager that the program serves, and once it is asked to end, that it stops.
     *
     * @param close ends what serves
     */
    public void serve(ServiceManager manager, String url, Optional<Path> readyFile, Runnable close) {
        Optional<ReadyFile> ready = readyFile.map(ReadyFile::new);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            manager.tell("STOPPING=1");
            try {
                ready.ifPresent(ReadyFile::remove);
            } finally {
                close.run();
            }
        }));
        output.println(title() + " serves " + url);
        output.flush();
        ready.ifPresent(file -> file.write(url));
        manager.tell("READY=1\nSTATUS=Serving " + url);
    }
}
