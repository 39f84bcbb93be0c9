package fatbuildr.cli;

/** Exit codes, as the help text documents them. */
final class ExitCode {
    /** Done; also when nothing was found and when following was interrupted. */
    static final int OK = 0;
    /** A reported error, or the followed task failed. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;

    private ExitCode() {}
}
