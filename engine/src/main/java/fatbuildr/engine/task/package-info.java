/**
 * Queue, workers, journals, workspaces, history, purge and hooks.
 */
@NullMarked
package fatbuildr.engine.task;

import org.jspecify.annotations.NullMarked;
