package fatbuildr.template;

import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.nio.file.Path;
import java.util.Optional;

/** A path as commands of the configuration see it: {@code parent} and {@code name}. */
public record PathObject(Path path) implements HostObject {
    @Override
    public Optional<Value> attribute(String attribute) {
        return switch (attribute) {
            case "parent" ->
                Optional.of(Value.object(new PathObject(
                        Optional.ofNullable(path.getParent()).orElse(path.isAbsolute() ? path : Path.of(".")))));
            case "name" ->
                Optional.of(Value.of(Optional.ofNullable(path.getFileName())
                        .map(Path::toString)
                        .orElse("")));
            default -> Optional.empty();
        };
    }

    @Override
    public String text() {
        return path.toString();
    }

    @Override
    public String typeName() {
        return "path";
    }
}
