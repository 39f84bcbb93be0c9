/** The closed world of values a template can touch, with Python's rules for them. Knows no template. */
@NullMarked
package fatbuildr.jinja.value;

import org.jspecify.annotations.NullMarked;
