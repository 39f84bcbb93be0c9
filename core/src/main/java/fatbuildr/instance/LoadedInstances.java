package fatbuildr.instance;

import java.util.List;

/**
 * What a directory of instance files holds.
 *
 * @param definitions those without an error, sorted by id
 * @param errors one line for each file that was left out
 * @param warnings one line each
 */
public record LoadedInstances(List<InstanceDefinition> definitions, List<String> errors, List<String> warnings) {
    public LoadedInstances {
        definitions = List.copyOf(definitions);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
