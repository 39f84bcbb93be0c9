/**
 * The system configuration: INI files read once, merged and checked, then immutable records.
 */
@NullMarked
package fatbuildr.config;

import org.jspecify.annotations.NullMarked;
