/**
 * Tokens of the HTTP interface: signing keys, issue and verification.
 */
@NullMarked
package fatbuildr.engine.token;

import org.jspecify.annotations.NullMarked;
