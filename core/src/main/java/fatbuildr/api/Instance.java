package fatbuildr.api;

import fatbuildr.instance.InstanceDefinition;

/**
 * An instance as every interface shows it.
 *
 * @param userid {@code Name <mail>} of the keyring's owner
 */
public record Instance(String id, String name, String userid) {
    public static Instance of(InstanceDefinition definition) {
        return new Instance(
                definition.id(), definition.name(), definition.owner().userid());
    }
}
