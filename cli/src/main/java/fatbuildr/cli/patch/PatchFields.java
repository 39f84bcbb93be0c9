package fatbuildr.cli.patch;

import fatbuildr.artifact.PatchHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fields of a patch in their order, as patch headers and commit messages hold them (DEP-3, cli.md section 8.4).
 * Text outside of fields is kept as description.
 */
record PatchFields(List<Field> fields) {
    static final String AUTHOR = "Author";
    static final String FROM = "From";
    static final String GENERIC = "Generic";
    private static final String DESCRIPTION = "Description";
    private static final String SUBJECT = "Subject";

    PatchFields {
        fields = List.copyOf(fields);
    }

    /** @param lines of the value; those after the first are continuation lines, without the blank they begin with */
    record Field(String name, List<String> lines) {
        Field {
            lines = List.copyOf(lines);
        }

        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }

        String value() {
            return String.join("\n", lines).strip();
        }

        private String text() {
            return name + ":" + (lines.getFirst().isEmpty() ? "" : " " + lines.getFirst()) + "\n"
                    + lines.stream()
                            .skip(1)
                            .map(line -> " " + (line.isBlank() ? "." : line) + "\n")
                            .collect(Collectors.joining());
        }
    }

    /** The first paragraph in front of the diff, as builds read it. */
    static PatchFields ofPatch(String patch) {
        FieldReader reader = new FieldReader(false);
        PatchHeader.text(patch).lines().filter(line -> !line.startsWith("#")).forEach(reader::line);
        return described(reader);
    }

    /** All paragraphs of fields in a commit message without its title. */
    static PatchFields ofMessage(String body) {
        FieldReader reader = new FieldReader(true);
        body.lines().forEach(reader::line);
        return described(reader);
    }

    private static PatchFields described(FieldReader reader) {
        PatchFields fields = new PatchFields(reader.fields());
        List<String> free = reader.freeText();
        return free.isEmpty() ? fields : fields.withDescription(free);
    }

    private PatchFields withDescription(List<String> free) {
        List<Field> all = new ArrayList<>(fields);
        for (int i = 0; i < all.size(); i++) {
            Field field = all.get(i);
            if (field.is(DESCRIPTION) || field.is(SUBJECT)) {
                List<String> lines = new ArrayList<>(field.lines());
                lines.add("");
                lines.addAll(free);
                all.set(i, new Field(field.name(), lines));
                return new PatchFields(all);
            }
        }
        all.addFirst(new Field(DESCRIPTION, free));
        return new PatchFields(all);
    }

    Optional<Field> find(String name) {
        return fields.stream().filter(field -> field.is(name)).findFirst();
    }

    PatchFields without(Field field) {
        List<Field> rest = new ArrayList<>(fields);
        rest.remove(field);
        return new PatchFields(rest);
    }

    PatchFields without(String name) {
        return new PatchFields(fields.stream().filter(field -> !field.is(name)).toList());
    }

    PatchFields with(String name, String value) {
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field(name, List.of(value)));
        return new PatchFields(all);
    }

    /** A line per field and continuation. */
    String text() {
        return fields.stream().map(Field::text).collect(Collectors.joining());
    }
}
