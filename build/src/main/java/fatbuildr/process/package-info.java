/**
 * One way to run external programs: argument lists, live output, time limits, whole process groups
 * ended.
 */
@NullMarked
package fatbuildr.process;

import org.jspecify.annotations.NullMarked;
