/** The patch queue: patches of a definition as commits of a repository, and back. */
@NullMarked
package fatbuildr.cli.patch;

import org.jspecify.annotations.NullMarked;
