/**
 * The engine that runs in this process: puts the store, the tasks, the registries and the keyrings together.
 */
@NullMarked
package fatbuildr.engine.local;

import org.jspecify.annotations.NullMarked;
