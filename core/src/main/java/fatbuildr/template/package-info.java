/**
 * Template settings and filters shared by definitions, configuration commands and pages.
 */
@NullMarked
package fatbuildr.template;

import org.jspecify.annotations.NullMarked;
