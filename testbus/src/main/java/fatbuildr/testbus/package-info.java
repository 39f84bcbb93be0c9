/** A message bus with polkit for tests and benchmarks, apart from that of the machine. */
@NullMarked
package fatbuildr.testbus;

import org.jspecify.annotations.NullMarked;
