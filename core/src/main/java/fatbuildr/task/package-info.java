/**
 * What a task is: its kinds and parameters, its states, its exported JSON form. How tasks are run is
 * the engine's.
 */
@NullMarked
package fatbuildr.task;

import org.jspecify.annotations.NullMarked;
