package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.io.PrintStream;

/** How programs end that cannot do what they are asked to: in one line, with status 1. */
public record Program(String name, PrintStream errors) {
    private static final int FAILURE = 1;

    /** Answers the exit status. */
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
}
