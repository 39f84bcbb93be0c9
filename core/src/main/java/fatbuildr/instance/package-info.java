/**
 * Instances as their definition files describe them: pipelines, distributions, derivatives,
 * architectures.
 */
@NullMarked
package fatbuildr.instance;

import org.jspecify.annotations.NullMarked;
