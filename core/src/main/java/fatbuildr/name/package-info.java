/**
 * Names given by people that become directories, file names, URLs and words of commands: what they may hold.
 */
@NullMarked
package fatbuildr.name;

import org.jspecify.annotations.NullMarked;
