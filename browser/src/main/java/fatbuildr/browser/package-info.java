/** The machine's browser, for tests of pages: those of the web module and those of the assembled programs. */
@NullMarked
package fatbuildr.browser;

import org.jspecify.annotations.NullMarked;
