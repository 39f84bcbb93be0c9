package fatbuildr.registry.apt;

/**
 * One index of a suite.
 *
 * @param architecture a Debian architecture, or {@code source}
 */
record IndexName(String component, String architecture) {
    static final String SOURCE = "source";

    boolean isSource() {
        return architecture.equals(SOURCE);
    }

    /** Its directory below that of the suite. */
    String directory() {
        return component + "/" + (isSource() ? SOURCE : "binary-" + architecture);
    }

    /** The name of its text, which is listed in the Release file but not stored. */
    String file() {
        return isSource() ? "Sources" : "Packages";
    }
}
