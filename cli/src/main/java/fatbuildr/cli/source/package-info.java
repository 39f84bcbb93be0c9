/** Source archives on the user's machine: the download cache, and trees made of archives. */
@NullMarked
package fatbuildr.cli.source;

import org.jspecify.annotations.NullMarked;
