package fatbuildr.cli;

/** A value that neither the command line nor the preferences give. */
final class MissingSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingSettingException(String message) {
        super(message);
    }
}
