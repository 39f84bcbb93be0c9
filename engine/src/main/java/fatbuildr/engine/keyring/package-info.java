/**
 * The keyring of an instance: creation, renewal, export, signing.
 */
@NullMarked
package fatbuildr.engine.keyring;

import org.jspecify.annotations.NullMarked;
