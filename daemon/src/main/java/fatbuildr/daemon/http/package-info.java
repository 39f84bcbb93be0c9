/**
 * {@code fatbuildrweb}: the HTTP server as an unprivileged program of its own, over the engine of the daemon. Another
 * composition root; holds no state.
 */
@NullMarked
package fatbuildr.daemon.http;

import org.jspecify.annotations.NullMarked;
