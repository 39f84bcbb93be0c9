package fatbuildr.web.page;

import fatbuildr.api.Artifact;
import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.util.Optional;

/** An artifact of a list that may be long: nothing is made before a template asks for it. */
record ArtifactView(Artifact artifact, String directory) implements HostObject {
    /** @param directory address of the derivative's page, with a slash at the end unless empty */
    ArtifactView {}

    @Override
    public Optional<Value> attribute(String name) {
        return switch (name) {
            case "name" -> Optional.of(Value.of(artifact.name()));
            case "architecture" -> Optional.of(Value.of(artifact.architecture()));
            case "version" -> Optional.of(Value.of(artifact.version()));
            case "size" -> Optional.of(Value.of(artifact.size()));
            case "url" -> Optional.of(Value.of(url()));
            default -> Optional.empty();
        };
    }

    private String url() {
        StringBuilder url = new StringBuilder(directory);
        UrlText.append(url, artifact.architecture());
        url.append('/');
        UrlText.append(url, artifact.name());
        return url.append('/').toString();
    }

    @Override
    public String text() {
        return artifact.name() + " " + artifact.architecture() + " " + artifact.version();
    }
}
