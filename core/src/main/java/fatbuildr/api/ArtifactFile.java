package fatbuildr.api;

/**
 * A published file of an artifact.
 *
 * @param path below the instance's registry directory, as it is asked for over HTTP
 * @param size in bytes
 */
public record ArtifactFile(String path, long size) {
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
