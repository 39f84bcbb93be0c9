/**
 * YAML files of users: read safely, within limits, with the place of every value and every scalar as it was written.
 */
@NullMarked
package fatbuildr.yaml;

import org.jspecify.annotations.NullMarked;
