package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The patches of one build, in the order they apply.
 *
 * @param declared whether the definition has a directory for them, even if none was selected
 * @param skipped one line for each patch that is not for this build
 */
public record PatchSeries(boolean declared, List<Patch> patches, List<String> skipped) {
    private static final int HEADER_BYTES = 1 << 16;

    public PatchSeries {
        patches = List.copyOf(patches);
        skipped = List.copyOf(skipped);
    }

    /** @param name in the series, unique there */
    public record Patch(String name, Path file, PatchHeader header) {
        /** Whether the whole file is rendered before use. */
        public boolean template() {
            return header.isTemplate();
        }
    }

    /** Generic patches, then those of the version, each in byte order of their names (section 8.1). */
    public static PatchSeries select(Path definition, String mainVersion, String format, String distribution) {
        PatchDirectories directories = PatchDirectories.of(definition, mainVersion);
        try {
            List<Path> generic = directories.genericPatches();
            List<Path> version = directories.versionPatches();
            Set<String> versionNames = version.stream().map(PatchSeries::name).collect(Collectors.toSet());
            Set<String> allNames = generic.stream().map(PatchSeries::name).collect(Collectors.toSet());
            allNames.addAll(versionNames);
            List<Patch> patches = new ArrayList<>();
            List<String> skipped = new ArrayList<>();
            for (Path file : generic) {
                String name = versionNames.contains(name(file)) ? unique(name(file), allNames) : name(file);
                select(new Patch(name, file, header(file)), format, distribution, patches, skipped);
            }
            for (Path file : version) {
                select(new Patch(name(file), file, header(file)), format, distribution, patches, skipped);
            }
            boolean declared = Files.isDirectory(directories.generic()) || Files.isDirectory(directories.version());
            return new PatchSeries(declared, patches, skipped);
        } catch (IOException failure) {
            throw FatbuildrException.external("patches of " + definition + " cannot be read: " + failure, failure);
        }
    }

    private static void select(
            Patch patch, String format, String distribution, List<Patch> patches, List<String> skipped) {
        patch.header()
                .mismatch(format, distribution)
                .ifPresentOrElse(
                        reason -> skipped.add("Skipping patch " + patch.name() + ": " + reason),
                        () -> patches.add(patch));
    }

    private static String unique(String name, Set<String> taken) {
        String candidate = "generic-" + name;
        while (taken.contains(candidate)) {
            candidate = "generic-" + candidate;
        }
        return candidate;
    }

    private static PatchHeader header(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return PatchHeader.parse(input.readNBytes(HEADER_BYTES));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
