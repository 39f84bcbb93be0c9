/**
 * The engine of another process on this machine: asked over the message bus, its tasks followed through their files.
 * Knows nothing of HTTP.
 */
@NullMarked
package fatbuildr.daemon.remote;

import org.jspecify.annotations.NullMarked;
