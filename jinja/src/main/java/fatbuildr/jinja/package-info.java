/**
 * A small Jinja2-compatible template engine that is safe for untrusted templates: a closed value model, no reflection,
 * bounded steps, output and depth. Knows nothing of Fatbuildr.
 */
@NullMarked
package fatbuildr.jinja;

import org.jspecify.annotations.NullMarked;
