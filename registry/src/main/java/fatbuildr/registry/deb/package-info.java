/**
 * Readers of the Debian package formats: control stanzas, .deb, .dsc, .changes, versions.
 */
@NullMarked
package fatbuildr.registry.deb;

import org.jspecify.annotations.NullMarked;
