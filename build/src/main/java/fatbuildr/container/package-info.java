/**
 * Containers: running a command in a root file system with overlays, binds and isolation.
 */
@NullMarked
package fatbuildr.container;

import org.jspecify.annotations.NullMarked;
