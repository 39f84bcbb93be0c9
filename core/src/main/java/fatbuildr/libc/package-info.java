/** The way to functions of the C library, for what Java has no call. Knows no function: its users name theirs. */
@NullMarked
package fatbuildr.libc;

import org.jspecify.annotations.NullMarked;
