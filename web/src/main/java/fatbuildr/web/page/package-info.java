/**
 * Pages for people: plain HTML from plain values, everything escaped. Links are relative, so that pages work behind a
 * proxy that adds a prefix.
 */
@NullMarked
package fatbuildr.web.page;

import org.jspecify.annotations.NullMarked;
