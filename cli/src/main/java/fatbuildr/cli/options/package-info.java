/**
 * Command lines as one declared tree, from which parsing, help and completion derive. Knows nothing of the commands.
 *
 * <p>Our own because of start-up time: the class files of the usual library are so old that the JVM's class cache
 * refuses them, which made it two thirds of the time of a help text.
 */
@NullMarked
package fatbuildr.cli.options;

import org.jspecify.annotations.NullMarked;
