/**
 * APT repositories: sharded indexes, signed Release files, atomic numbered publications.
 */
@NullMarked
package fatbuildr.registry.apt;

import org.jspecify.annotations.NullMarked;
