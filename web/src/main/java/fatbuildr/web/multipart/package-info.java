/**
 * Reads {@code multipart/form-data} bodies of any size in bounded memory, file parts straight into their place.
 */
@NullMarked
package fatbuildr.web.multipart;

import org.jspecify.annotations.NullMarked;
