package fatbuildr.build;

/** How a format's builder is found: a service of the Java class path. */
public interface FormatBuilderProvider {
    /** Such as {@code deb}. */
    String format();

    FormatBuilder create(BuildServices services);
}
