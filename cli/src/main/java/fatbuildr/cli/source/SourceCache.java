package fatbuildr.cli.source;

import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.artifact.SourceUrl;
import fatbuildr.cli.client.Download;
import fatbuildr.cli.client.Failure;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The user's source archives: downloaded once, verified each time (artifact-definition.md section 11.2). */
public final class SourceCache {
    private final Path directory;
    private final Download download;
    private final Journal journal;

    public SourceCache(Path directory, Download download, Journal journal) {
        this.directory = directory;
        this.download = download;
        this.journal = journal;
    }

    /** The file of that source; one in the cache that does not match is downloaded again. */
    public Path get(SourceUrl source, Map<ChecksumAlgorithm, String> checksums) {
        try {
            Path file = Files.createDirectories(directory).resolve(source.fileName());
            if (Files.exists(file) && FileDigests.mismatch(file, checksums).isEmpty()) {
                return file;
            }
            journal.info("Downloading " + source.shown());
            download.fetch(source, file);
            Optional<String> mismatch = FileDigests.mismatch(file, checksums);
            if (mismatch.isPresent()) {
                Files.delete(file);
                throw Failure.artifact(
                                "source " + source.shown() + " is not what the definition declares: " + mismatch.get())
                        .hint("check the URL, then correct checksums in the definition");
            }
            return file;
        } catch (IOException e) {
            throw Failure.runtime("unable to use the cache directory " + directory + ": " + e.getMessage(), e);
        }
    }
}
