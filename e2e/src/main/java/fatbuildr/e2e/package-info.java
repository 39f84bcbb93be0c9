/**
 * A running installation of the assembled programs, and the clients that use it: what the end-to-end tests and the
 * benchmarks stand on.
 */
@NullMarked
package fatbuildr.e2e;

import org.jspecify.annotations.NullMarked;
