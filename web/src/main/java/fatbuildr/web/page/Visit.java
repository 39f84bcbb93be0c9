package fatbuildr.web.page;

import java.util.Optional;

/**
 * A request for a page.
 *
 * @param path as it was asked for, from which links are reckoned
 * @param user who is signed in
 * @param alone whether the paths of the request's host lack the instance
 */
public record Visit(String path, Optional<String> user, boolean alone) {}
