/** Answers remembered for a while, so that what takes long is not asked again at once. Knows nothing of what is asked. */
@NullMarked
package fatbuildr.cache;

import org.jspecify.annotations.NullMarked;
