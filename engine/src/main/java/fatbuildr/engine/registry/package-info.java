/**
 * Registries as services: publication, deletion and queries over the store's rows.
 */
@NullMarked
package fatbuildr.engine.registry;

import org.jspecify.annotations.NullMarked;
