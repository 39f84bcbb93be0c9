/**
 * The engine's front door: one service per instance, used by every program.
 */
@NullMarked
package fatbuildr.engine;

import org.jspecify.annotations.NullMarked;
