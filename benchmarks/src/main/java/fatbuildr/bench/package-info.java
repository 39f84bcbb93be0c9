/**
 * Benchmarks, each a ratio or a figure with its command; see docs/benchmarks.md.
 */
@NullMarked
package fatbuildr.bench;

import org.jspecify.annotations.NullMarked;
