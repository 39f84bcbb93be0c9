package fatbuildr.task;

import fatbuildr.api.Artifact;
import java.util.List;

/**
 * What a task is to do: one record per task type, with the parameters the type exports (registry-keyring-tasks.md
 * section 6.2).
 */
public sealed interface TaskSpec {
    /** The exact type name of the interfaces, such as {@code artifact build}. */
    default String typeName() {
        return switch (this) {
            case ArtifactBuild _ -> "artifact build";
            case ArtifactDeletion _ -> "artifact deletion";
            case KeyringCreation _ -> "keyring creation";
            case KeyringRenewal _ -> "keyring renewal";
            case HistoryPurge _ -> "history purge";
            case ImageCreation _ -> "image creation";
            case ImageUpdate _ -> "image update";
            case ImageShell _ -> "image shell";
            case EnvironmentCreation _ -> "image build environment creation";
            case EnvironmentUpdate _ -> "image build environment update";
            case EnvironmentShell _ -> "image build environment shell";
        };
    }

    /** Whether its commands run on a terminal that clients attach to. */
    default boolean interactive() {
        return switch (this) {
            case ArtifactBuild build -> build.interactive();
            case ImageShell _, EnvironmentShell _ -> true;
            case ArtifactDeletion _,
                    KeyringCreation _,
                    KeyringRenewal _,
                    HistoryPurge _,
                    ImageCreation _,
                    ImageUpdate _,
                    EnvironmentCreation _,
                    EnvironmentUpdate _ -> false;
        };
    }

    /**
     * @param architectures normalised names, the first one builds the architecture-independent packages
     * @param author full name for the changelog
     * @param interactive whether commands run on a terminal
     */
    record ArtifactBuild(
            String format,
            String distribution,
            String derivative,
            String artifact,
            List<String> architectures,
            String author,
            String email,
            String message,
            boolean interactive)
            implements TaskSpec {
        public ArtifactBuild {
            architectures = List.copyOf(architectures);
        }
    }

    record ArtifactDeletion(String format, String distribution, String derivative, Artifact artifact)
            implements TaskSpec {}

    record KeyringCreation() implements TaskSpec {}

    /** {@code duration} as given by the user: digits with an optional unit; 0 is never. */
    record KeyringRenewal(String duration) implements TaskSpec {}

    record HistoryPurge() implements TaskSpec {}

    record ImageCreation(String format, boolean force) implements TaskSpec {}

    record ImageUpdate(String format) implements TaskSpec {}

    record ImageShell(String format, String term, List<String> command) implements TaskSpec {
        public ImageShell {
            command = List.copyOf(command);
        }
    }

    /** {@code force} replaces an existing environment; not exported. */
    record EnvironmentCreation(String format, String environment, String architecture, boolean force)
            implements TaskSpec {}

    record EnvironmentUpdate(String format, String environment, String architecture) implements TaskSpec {}

    record EnvironmentShell(String format, String environment, String architecture, String term, List<String> command)
            implements TaskSpec {
        public EnvironmentShell {
            command = List.copyOf(command);
        }
    }
}
