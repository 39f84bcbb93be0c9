package fatbuildr.cli;

/** A command with its options filled in from the command line. */
interface Command {
    /** Does the work; the answer is the exit code. */
    int run(Session session);
}
