/**
 * The published files as HTTP serves them: which file a path names, whether it may be seen, which bytes of it are
 * wanted. Knows nothing of instances or pages.
 */
@NullMarked
package fatbuildr.web.file;

import org.jspecify.annotations.NullMarked;
