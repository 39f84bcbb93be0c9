/**
 * The daemon program: reads the configuration, wires everything, starts and stops. What it has in common with the other
 * one as a program is here, too.
 */
@NullMarked
package fatbuildr.daemon;

import org.jspecify.annotations.NullMarked;
