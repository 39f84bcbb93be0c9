package fatbuildr.instance;

import java.util.List;

/**
 * One instance as its definition file describes it (config.md section 2.2).
 *
 * @param id stem of the file's name
 * @param name free text shown to people and in repositories
 * @param architectures normalised names, the host's first
 */
public record InstanceDefinition(String id, String name, Owner owner, List<String> architectures, Pipelines pipelines) {
    public InstanceDefinition {
        architectures = List.copyOf(architectures);
    }

    /** The keyring's owner. */
    public record Owner(String name, String email) {
        public String userid() {
            return name + " <" + email + ">";
        }
    }
}
