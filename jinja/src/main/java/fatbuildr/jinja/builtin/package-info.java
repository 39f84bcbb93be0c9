/** The filters, tests, functions and methods every template has. Knows values, no syntax. */
@NullMarked
package fatbuildr.jinja.builtin;

import org.jspecify.annotations.NullMarked;
