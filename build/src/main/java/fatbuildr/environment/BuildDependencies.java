package fatbuildr.environment;

import fatbuildr.registry.deb.Stanza;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a source package asks for to be built.
 *
 * @param control the {@code debian/control} file, for apt
 * @param fields the fields of dependencies and conflicts as written
 * @param architectureOnly whether what only architecture-independent packages need is left out
 */
public record BuildDependencies(Path control, List<Stanza.Field> fields, boolean architectureOnly) {
    private static final Pattern NAME = Pattern.compile("(?:^|[,|])\\s*([a-z0-9][a-z0-9+.-]+)");

    public BuildDependencies {
        fields = List.copyOf(fields);
    }

    public static BuildDependencies of(Path control, Stanza stanza, boolean architectureOnly) {
        List<Stanza.Field> fields = new ArrayList<>();
        for (String kind : List.of("Build-Depends", "Build-Conflicts")) {
            for (String part : architectureOnly ? List.of("", "-Arch") : List.of("", "-Arch", "-Indep")) {
                stanza.get(kind + part).ifPresent(value -> fields.add(new Stanza.Field(kind + part, value)));
            }
        }
        return new BuildDependencies(control, fields, architectureOnly);
    }

    /** Every package that is named, alternatives too. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        fields.forEach(field -> names.addAll(names(field.value())));
        return names;
    }

    /** The packages that a field of dependencies names. */
    static Set<String> names(String field) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(field);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.name())
                .append(": ")
                .append(field.value().replaceAll("\\s+", " ").strip())
                .append('\n'));
        return text.toString();
    }
}
