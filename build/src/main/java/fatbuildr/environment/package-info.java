/**
 * Images and build environments: creation, update, layers of installed build dependencies.
 */
@NullMarked
package fatbuildr.environment;

import org.jspecify.annotations.NullMarked;
