/** External programs that local commands run. */
@NullMarked
package fatbuildr.cli.program;

import org.jspecify.annotations.NullMarked;
