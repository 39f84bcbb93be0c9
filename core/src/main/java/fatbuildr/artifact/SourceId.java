package fatbuildr.artifact;

/** The identifier of one source of an artifact; the main source bears the artifact's name. */
public record SourceId(String value) {
    public SourceId {
        ArtifactName.check("source id", value);
    }

    public static SourceId parse(String text) {
        return new SourceId(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
