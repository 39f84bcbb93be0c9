/**
 * Signing in with an OpenID provider: authorization code flow with PKCE, state and nonce. Knows nothing of tokens,
 * cookies or routes of ours; answers who somebody is.
 */
@NullMarked
package fatbuildr.web.oidc;

import org.jspecify.annotations.NullMarked;
