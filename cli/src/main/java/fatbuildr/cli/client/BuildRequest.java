package fatbuildr.cli.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A build to submit.
 *
 * @param interactive whether its commands run on a terminal to attach to
 * @param tarball archive of the artifact definition
 * @param sources source id to its archive, in the order given
 */
public record BuildRequest(
        String format,
        String distribution,
        List<String> architectures,
        String derivative,
        String artifact,
        String userName,
        String userEmail,
        String message,
        boolean interactive,
        Path tarball,
        Map<String, Path> sources) {
    public BuildRequest {
        architectures = List.copyOf(architectures);
    }
}
