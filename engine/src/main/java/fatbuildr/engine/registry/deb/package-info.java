/**
 * The registry of deb packages as a service: policy, rows, pool and publications. How indexes look is
 * {@code fatbuildr.registry.apt}'s.
 */
@NullMarked
package fatbuildr.engine.registry.deb;

import org.jspecify.annotations.NullMarked;
