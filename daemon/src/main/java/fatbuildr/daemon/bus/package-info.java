/**
 * The engine on the message bus: objects, authorisation, uploads. Translates only; every rule is the engine's.
 */
@NullMarked
package fatbuildr.daemon.bus;

import org.jspecify.annotations.NullMarked;
