/**
 * The message bus: connections, values, the description of Fatbuildr's interfaces. The only package that knows the D-Bus
 * library; it knows nothing of engines and commands.
 */
@NullMarked
package fatbuildr.dbus;

import org.jspecify.annotations.NullMarked;
