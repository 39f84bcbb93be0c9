/**
 * The client side of a server: one interface over every transport.
 */
@NullMarked
package fatbuildr.cli.client;

import org.jspecify.annotations.NullMarked;
