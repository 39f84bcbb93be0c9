/**
 * HTTP: routes, JSON, pages and repository files. Translates only; the engine decides.
 */
@NullMarked
package fatbuildr.web;

import org.jspecify.annotations.NullMarked;
