package fatbuildr.registry.deb;

import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One paragraph of a control file: fields in the order written, names compared without case. The lines of a value
 * after the first keep their leading blank.
 */
public record Stanza(List<Field> fields) {

    public record Field(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    public Stanza {
        fields = List.copyOf(fields);
    }

    public Optional<String> get(String name) {
        for (Field field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** The value of a field that must be there and not be empty. */
    public String require(String name, String where) {
        return get(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> FatbuildrException.invalid(where + ": field " + name + " is missing or empty"));
    }

    /** The trimmed lines of a list field such as {@code Files}, without the usually empty first one. */
    public List<String> lines(String name) {
        return get(name).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** This stanza with one field replaced in place, or added at the end. */
    public Stanza with(String name, String value) {
        List<Field> changed = new ArrayList<>(fields);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).is(name)) {
                changed.set(i, new Field(changed.get(i).name(), value));
                return new Stanza(changed);
            }
        }
        changed.add(new Field(name, value));
        return new Stanza(changed);
    }

    public Stanza without(String... names) {
        List<String> dropped = List.of(names).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return new Stanza(fields.stream()
                .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    /** The control file form, one line feed at the end, without the empty line that separates stanzas. */
    public String text() {
        StringBuilder text = new StringBuilder(1024);
        for (Field field : fields) {
            text.append(field.name()).append(':');
            if (!field.value().isEmpty() && field.value().charAt(0) != '\n') {
                text.append(' ');
            }
            text.append(field.value()).append('\n');
        }
        return text.toString();
    }
}
