/**
 * The daemon program: reads the configuration, wires everything, starts and stops.
 */
@NullMarked
package fatbuildr.daemon;

import org.jspecify.annotations.NullMarked;
