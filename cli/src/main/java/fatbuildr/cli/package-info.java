/**
 * The command line program: commands, preferences, output.
 */
@NullMarked
package fatbuildr.cli;

import org.jspecify.annotations.NullMarked;
