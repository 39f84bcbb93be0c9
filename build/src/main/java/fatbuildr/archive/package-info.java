/**
 * Archives from untrusted hands: safe extraction with limits, deterministic writing.
 */
@NullMarked
package fatbuildr.archive;

import org.jspecify.annotations.NullMarked;
