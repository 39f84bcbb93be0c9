/**
 * The archives that a build submission sends: the artifact definition and local sources.
 */
@NullMarked
package fatbuildr.cli.archive;

import org.jspecify.annotations.NullMarked;
