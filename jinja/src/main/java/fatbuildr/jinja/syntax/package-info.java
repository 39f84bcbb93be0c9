/** From template source to a sealed tree. Evaluates nothing. */
@NullMarked
package fatbuildr.jinja.syntax;

import org.jspecify.annotations.NullMarked;
