package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a suite is, apart from its packages.
 *
 * @param name the distribution
 * @param architectures Debian names, without {@code all} and {@code source}
 */
public record SuiteDescription(
        String name,
        String origin,
        String label,
        String description,
        List<String> components,
        List<String> architectures) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,127}");

    public SuiteDescription {
        components = List.copyOf(components);
        architectures = List.copyOf(architectures);
        checkWord("suite", name);
        components.forEach(component -> checkWord("component", component));
        architectures.forEach(architecture -> PackageName.checkArchitecture(architecture, "suite " + name));
        for (String text : List.of(origin, label, description)) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw FatbuildrException.invalid("Suite " + name + ": origin, label and description are single lines");
            }
        }
        if (architectures.contains("all") || architectures.contains(IndexName.SOURCE)) {
            throw FatbuildrException.invalid("Suite " + name + ": all and source are not listed as architectures");
        }
    }

    /** A name that is a path segment and a word of a Release file. */
    static String checkWord(String what, String name) {
        if (!WORD.matcher(name).matches()) {
            throw FatbuildrException.invalid("Invalid " + what + " name '" + name.replaceAll("[^\\x20-\\x7e]", "?")
                    + "': letters, digits and . + _ - are allowed");
        }
        return name;
    }

    /** Every index of the suite, in the order of the Release file. */
    List<IndexName> indexes() {
        List<IndexName> indexes = new ArrayList<>();
        for (String component : components.stream().distinct().toList()) {
            architectures.stream().distinct().forEach(each -> indexes.add(new IndexName(component, each)));
            indexes.add(new IndexName(component, IndexName.SOURCE));
        }
        return indexes;
    }

    /** The indexes that list a package. */
    List<IndexName> indexesOf(IndexKey key) {
        if (!components.contains(key.component())) {
            throw FatbuildrException.invalid(
                    "Suite " + name + " has no component " + key.component() + " for package " + key.name());
        }
        if (key.architecture().equals("all")) {
            return architectures.stream()
                    .map(architecture -> new IndexName(key.component(), architecture))
                    .toList();
        }
        if (!key.architecture().equals(IndexName.SOURCE) && !architectures.contains(key.architecture())) {
            throw FatbuildrException.invalid(
                    "Suite " + name + " has no architecture " + key.architecture() + " for package " + key.name());
        }
        return List.of(new IndexName(key.component(), key.architecture()));
    }
}
