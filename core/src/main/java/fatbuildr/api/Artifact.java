package fatbuildr.api;

/**
 * A published artifact (http-api.md section 8).
 *
 * @param architecture normalised name: {@code src}, {@code noarch}, {@code x86_64}, …
 * @param version full version with release
 * @param size bytes of the package file, 0 for deb source packages
 */
public record Artifact(String name, String architecture, String version, long size) {}
