/** Existing source packages as artifact definitions. */
@NullMarked
package fatbuildr.cli.importer;

import org.jspecify.annotations.NullMarked;
