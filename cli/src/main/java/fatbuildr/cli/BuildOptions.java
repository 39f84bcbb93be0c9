package fatbuildr.cli;

import java.util.Optional;

/** What a build command line gives. */
record BuildOptions(
        ArtifactOptions artifact,
        Optional<String> distribution,
        Optional<String> format,
        Optional<String> message,
        boolean batch,
        boolean interactive) {}
