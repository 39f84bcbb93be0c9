package fatbuildr.web.page;

import fatbuildr.api.ArtifactContent;
import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.util.Optional;

/** A member of a package. */
record ContentView(ArtifactContent content) implements HostObject {
    @Override
    public Optional<Value> attribute(String name) {
        return switch (name) {
            case "path" -> Optional.of(Value.of(content.path()));
            case "type" -> Optional.of(Value.of(content.type()));
            case "size" -> Optional.of(Value.of(content.size()));
            case "kind" -> Optional.of(Value.of(kind()));
            default -> Optional.empty();
        };
    }

    private String kind() {
        return switch (content.type()) {
            case "f" -> "file";
            case "d" -> "directory";
            case "l" -> "link";
            default -> "other";
        };
    }

    @Override
    public String text() {
        return content.path();
    }
}
