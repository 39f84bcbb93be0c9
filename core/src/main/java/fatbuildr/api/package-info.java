/**
 * Objects that travel over the programs' interfaces besides tasks, and their JSON form.
 */
@NullMarked
package fatbuildr.api;

import org.jspecify.annotations.NullMarked;
