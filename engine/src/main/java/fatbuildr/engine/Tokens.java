package fatbuildr.engine;

/** What proves to an instance on whose behalf a request comes (http-api.md section 4). */
public interface Tokens {
    /** A new token for the user. Fails when the instance has no signing key. */
    String generate(String user);

    /**
     * The user a token was issued to.
     *
     * @throws fatbuildr.error.FatbuildrException with the texts of http-api.md section 3.3 for a token that proves
     *     nothing
     */
    String subject(String token);
}
