package fatbuildr.cli.importer;

import fatbuildr.artifact.ArtifactName;
import fatbuildr.artifact.DefinitionLoader;
import fatbuildr.cli.archive.PrivateDirectory;
import fatbuildr.cli.client.Failure;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where definitions and their archives go. A definition is made beside its place and appears there whole, once it can
 * be loaded.
 */
public record ImportTarget(Path definitions, Path archives) {
    /** Fails when one of the directories does not exist. */
    public static ImportTarget of(Path definitions, Path archives) {
        for (Path directory : List.of(definitions, archives)) {
            if (!Files.isDirectory(directory)) {
                throw Failure.runtime("directory " + directory + " does not exist")
                        .hint("create it first");
            }
        }
        return new ImportTarget(definitions.toAbsolutePath(), archives.toAbsolutePath());
    }

    /** Makes a definition in a directory given to it. */
    interface Maker {
        void make(Path definition, Path work) throws IOException;
    }

    Path define(ArtifactName artifact, Maker maker, Journal journal) {
        Path place = definitions.resolve(artifact.value());
        if (Files.exists(place)) {
            throw Failure.runtime("directory " + place + " exists already")
                    .hint("move it away to import " + artifact + " again");
        }
        try (PrivateDirectory work = PrivateDirectory.create(definitions, ".import-")) {
            Path fresh = Files.createDirectory(work.path().resolve("definition"));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            maker.make(fresh, work.path());
            DefinitionLoader.load(fresh, artifact, journal::warning);
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            return place;
        } catch (IOException e) {
            throw Failure.runtime("unable to write the definition " + place + ": " + e.getMessage(), e);
        }
    }

    /** Keeps a copy of an archive of a package. */
    void keep(Path archive) throws IOException {
        Path kept = archives.resolve(String.valueOf(archive.getFileName()));
        Path fresh = archives.resolve("." + archive.getFileName() + ".part");
        Files.copy(archive, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    }
}
