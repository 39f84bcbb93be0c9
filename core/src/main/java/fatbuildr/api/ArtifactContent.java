package fatbuildr.api;

/**
 * A member of a binary package.
 *
 * @param path absolute
 * @param type {@code f}, {@code d}, {@code l} or {@code n/a}
 * @param size bytes, 0 for links and directories
 */
public record ArtifactContent(String path, String type, long size) {}
