/**
 * The build of an artifact: common steps, and the role every format implements.
 */
@NullMarked
package fatbuildr.build;

import org.jspecify.annotations.NullMarked;
