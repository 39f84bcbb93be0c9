package fatbuildr.build;

/** The role a format plays in a build. */
public interface FormatBuilder {
    /** Such as {@code deb}. */
    String format();

    /**
     * Builds the artifact for every architecture asked for. Nothing is published.
     *
     * @throws fatbuildr.error.FatbuildrException with the reason when the build cannot be done
     * @throws InterruptedException when the task is cancelled; every process of the build is gone by then
     */
    BuildOutcome build(BuildContext context) throws InterruptedException;
}
