/** Manual pages as the program man reads them. */
@NullMarked
package fatbuildr.manual;

import org.jspecify.annotations.NullMarked;
