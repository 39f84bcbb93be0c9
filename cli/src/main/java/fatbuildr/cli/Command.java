package fatbuildr.cli;

import fatbuildr.cli.options.Arguments;

/** What a command does. */
interface Command {
    /** The answer is the exit code. */
    int run(Arguments arguments, Session session);
}
