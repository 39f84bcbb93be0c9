package fatbuildr.cli;

import java.util.List;
import java.util.Optional;

/** What a build command line gives. */
record BuildOptions(
        String artifact,
        Optional<String> distribution,
        Optional<String> format,
        String derivative,
        Optional<String> basedir,
        Optional<String> subdir,
        List<String> sources,
        boolean includeGitUntracked,
        Optional<String> name,
        Optional<String> email,
        Optional<String> message,
        boolean batch,
        boolean interactive) {
    BuildOptions {
        sources = List.copyOf(sources);
    }
}
