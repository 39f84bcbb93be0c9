/**
 * The failures that cross module borders, and nothing else: each door (HTTP, D-Bus, command line) maps
 * their kinds to its own codes.
 */
@NullMarked
package fatbuildr.error;

import org.jspecify.annotations.NullMarked;
