package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import fatbuildr.template.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether an artifact must be built for each architecture (artifact-definition.md section 2.9). */
public final class ArchitectureDependence {
    private ArchitectureDependence() {}

    /** Judges the packaging code as written, templates unrendered. */
    public static boolean of(Path definition, ArtifactName artifact, String format) {
        return switch (format) {
            case "deb" -> debControl(read(definition, List.of("deb/control", "deb/control.j2")));
            case "rpm" ->
                rpmSpec(read(definition, List.of("rpm/" + artifact + ".spec", "rpm/" + artifact + ".spec.j2")));
            default -> false;
        };
    }

    private static String read(Path definition, List<String> candidates) {
        return candidates.stream()
                .filter(name -> Files.isRegularFile(definition.resolve(name)))
                .findFirst()
                .map(name -> Templates.read(name, definition.resolve(name)))
                .orElseThrow(
                        () -> FatbuildrException.invalid("there is no " + candidates.getFirst() + " in " + definition));
    }

    /** Dependent as soon as one package is for something else than {@code all}. */
    private static boolean debControl(String control) {
        return control.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("architecture:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .anyMatch(value -> !value.equals("all"));
    }

    /** Independent when the main package says so; sub-packages do not count. */
    private static boolean rpmSpec(String spec) {
        Stream<String> main = spec.lines().takeWhile(line -> !line.strip().startsWith("%package"));
        return main.map(line -> line.replaceAll("[ \\t]", "")).noneMatch(line -> line.startsWith("BuildArch:noarch"));
    }
}
