package fatbuildr.cli.patch;

import fatbuildr.artifact.PatchDirectories;
import fatbuildr.cli.client.Failure;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes commits as patch files (cli.md section 8.4). All new files are written under other names before the first old
 * one is replaced or removed, so that whatever fails costs no patch.
 */
public final class PatchExport {
    private static final String FRESH = ".fatbuildr-new-";

    private final PatchDirectories directories;
    private final Journal journal;

    public PatchExport(PatchDirectories directories, Journal journal) {
        this.directories = directories;
        this.journal = journal;
    }

    /** Answers how many patches there are now. */
    public int write(List<Commit> commits) {
        Map<Path, byte[]> files = files(commits);
        Map<Path, Path> fresh = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                fresh.put(temporary(file.getKey(), file.getValue()), file.getKey());
            }
            List<Path> old = List.of(directories.genericPatches(), directories.versionPatches()).stream()
                    .flatMap(List::stream)
                    .filter(file -> !files.containsKey(file))
                    .toList();
            for (Map.Entry<Path, Path> file : fresh.entrySet()) {
                Files.move(file.getKey(), file.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
            for (Path file : old) {
                Files.delete(file);
            }
            return files.size();
        } catch (IOException e) {
            fresh.keySet().forEach(PatchExport::remove);
            throw Failure.runtime("unable to write the patches: " + e.getMessage(), e);
        }
    }

    private Map<Path, byte[]> files(List<Commit> commits) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        int generic = 0;
        int version = 0;
        for (Commit commit : commits) {
            boolean ofVersion = !commit.generic() && !directories.version().equals(directories.generic());
            int number = ofVersion ? ++version : ++generic;
            if (commit.changesNothing()) {
                journal.warning("Commit \"" + commit.title() + "\" changes nothing: it becomes no patch");
                continue;
            }
            if (commit.binary()) {
                journal.warning("Commit \"" + commit.title()
                        + "\" changes binary files, which builds cannot apply: put them into a source archive");
            }
            Path directory = ofVersion ? directories.version() : directories.generic();
            files.put(directory.resolve(PatchName.file(number, commit.title())), commit.patch());
        }
        return files;
    }

    private static Path temporary(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(FRESH + file.getFileName());
        Files.createDirectories(fresh.resolveSibling("."));
        return Files.write(fresh, content);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A hidden file is no patch.
        }
    }
}
