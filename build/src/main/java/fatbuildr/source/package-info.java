/**
 * From source archives to a source tree: download cache, checksums, layout, patches.
 */
@NullMarked
package fatbuildr.source;

import org.jspecify.annotations.NullMarked;
