/**
 * The deb builder: source package, changelog, binary packages, reports.
 */
@NullMarked
package fatbuildr.build.deb;

import org.jspecify.annotations.NullMarked;
