/**
 * The access policy: which roles there are, who has them and what they may do. Knows nothing of tokens, requests or the
 * system's name service, which is asked through {@link fatbuildr.policy.Groups}.
 */
@NullMarked
package fatbuildr.policy;

import org.jspecify.annotations.NullMarked;
