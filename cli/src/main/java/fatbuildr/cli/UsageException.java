package fatbuildr.cli;

/** Options that do not go together: exit code 2, with the usage of the command. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
