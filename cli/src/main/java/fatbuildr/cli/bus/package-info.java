/**
 * The client over the message bus: the daemon of this machine, and the files shared with it.
 */
@NullMarked
package fatbuildr.cli.bus;

import org.jspecify.annotations.NullMarked;
