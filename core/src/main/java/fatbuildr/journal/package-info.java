/**
 * The console protocol: the messages of a task's output and their byte form. No sockets, no threads.
 */
@NullMarked
package fatbuildr.journal;

import org.jspecify.annotations.NullMarked;
