package fatbuildr.cli.importer;

import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.source.FileDigests;
import fatbuildr.name.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The control file of a Debian source package.
 *
 * @param fields by name in lower case; several lines keep their newlines
 */
record Dsc(Path file, Map<String, String> fields) {
    private static final Map<String, ChecksumAlgorithm> LISTS = Map.of(
            "files", ChecksumAlgorithm.MD5,
            "checksums-sha1", ChecksumAlgorithm.SHA1,
            "checksums-sha256", ChecksumAlgorithm.SHA256);
    private static final int MAX_SIZE = 1 << 20;

    Dsc {
        fields = Map.copyOf(fields);
    }

    private record Listed(long size, Map<ChecksumAlgorithm, String> digests) {}

    static Dsc read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
                throw Failure.runtime(file + " is not the .dsc file of a source package");
            }
            return new Dsc(file, fields(Files.readString(file).lines().toList()));
        } catch (IOException e) {
            throw Failure.runtime("unable to read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The paragraph, without the armour of a signature around it. */
    private static Map<String, String> fields(List<String> lines) {
        boolean signed = !lines.isEmpty() && lines.getFirst().equals("-----BEGIN PGP SIGNED MESSAGE-----");
        int start = signed ? lines.indexOf("") + 1 : 0;
        Map<String, String> fields = new TreeMap<>();
        String name = "";
        for (String line : lines.subList(start, lines.size())) {
            if (line.isBlank() || line.startsWith("-----")) {
                break;
            }
            int colon = line.indexOf(':');
            if (Character.isWhitespace(line.charAt(0))) {
                fields.merge(name, "\n" + line.strip(), String::concat);
            } else if (colon > 0) {
                name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                fields.put(name, line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    String field(String name) {
        String value = fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        if (value.isEmpty()) {
            throw Failure.runtime(file + " has no field " + name + ": it is not the .dsc file of a source package");
        }
        return value;
    }

    /** The files beside it, after every size and checksum was compared; at least SHA-256 must be given. */
    List<Path> verified() {
        Map<String, Listed> listed = new LinkedHashMap<>();
        LISTS.forEach((name, algorithm) -> fields.getOrDefault(name, "")
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> list(line, algorithm, listed)));
        if (listed.isEmpty()) {
            throw Failure.runtime(file + " lists no files with Checksums-Sha256");
        }
        listed.forEach(this::verify);
        return listed.keySet().stream().sorted().map(file::resolveSibling).toList();
    }

    private void list(String line, ChecksumAlgorithm algorithm, Map<String, Listed> listed) {
        String[] words = line.split("\\s+", -1);
        if (words.length != 3
                || !words[1].matches("[0-9]{1,18}")
                || Names.fileNameProblem(words[2]).isPresent()) {
            throw Failure.runtime(file + " has a malformed line in its list of files: " + line);
        }
        long size = Long.parseLong(words[1]);
        listed.computeIfAbsent(words[2], _ -> new Listed(size, new EnumMap<>(ChecksumAlgorithm.class)))
                .digests()
                .put(algorithm, words[0]);
    }

    private void verify(String name, Listed expected) {
        Path member = file.resolveSibling(name);
        try {
            if (!Files.isRegularFile(member, LinkOption.NOFOLLOW_LINKS)) {
                throw Failure.runtime(member + ", which " + file.getFileName() + " lists, is missing");
            }
            if (!expected.digests().containsKey(ChecksumAlgorithm.SHA256)) {
                throw Failure.runtime(file + " has no SHA-256 checksum of " + name);
            }
            if (Files.size(member) != expected.size()) {
                throw Failure.runtime(member + " is not what " + file.getFileName() + " lists: it has "
                        + Files.size(member) + " bytes instead of " + expected.size());
            }
            FileDigests.mismatch(member, expected.digests()).ifPresent(mismatch -> {
                throw Failure.runtime(member + " is not what " + file.getFileName() + " lists: " + mismatch);
            });
        } catch (IOException e) {
            throw Failure.runtime("unable to read " + member + ": " + e.getMessage(), e);
        }
    }
}
