/**
 * OpenPGP keys and signatures, made in-process.
 */
@NullMarked
package fatbuildr.registry.pgp;

import org.jspecify.annotations.NullMarked;
