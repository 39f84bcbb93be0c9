package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import fatbuildr.name.Names;

/** An artifact's name: a directory, a package name, a part of URLs. */
public record ArtifactName(String value) {
    public ArtifactName {
        check("artifact name", value);
    }

    public static ArtifactName parse(String text) {
        return new ArtifactName(text);
    }

    static void check(String what, String text) {
        Names.identifierProblem(text).ifPresent(problem -> {
            throw FatbuildrException.invalid(what + " \"" + printable(text) + "\": " + problem);
        });
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}]", "?");
    }

    @Override
    public String toString() {
        return value;
    }
}
