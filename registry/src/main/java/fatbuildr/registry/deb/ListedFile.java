package fatbuildr.registry.deb;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file named by a {@code .dsc} or {@code .changes}, verified against its checksums.
 *
 * @param name plain file name
 * @param path beside the file that names it
 */
public record ListedFile(String name, Path path, FileDigests digests) {
    private static final int MAX_FILES = 10_000;
    private static final Pattern BLANK = Pattern.compile("\\s+");

    private record Claim(long size, Map<String, String> sums) {}

    private enum Sum {
        FILES("Files"),
        SHA1("Checksums-Sha1"),
        SHA256("Checksums-Sha256");

        private final String field;

        Sum(String field) {
            this.field = field;
        }

        String of(FileDigests digests) {
            return switch (this) {
                case FILES -> digests.md5();
                case SHA1 -> digests.sha1();
                case SHA256 -> digests.sha256();
            };
        }
    }

    /** All files named in the stanza, which must lie in {@code directory} and be what it says. */
    static List<ListedFile> verified(Stanza stanza, Path directory, String where) {
        List<ListedFile> files = new ArrayList<>();
        claims(stanza, where).forEach((name, claim) -> files.add(verify(name, claim, directory, where)));
        return List.copyOf(files);
    }

    private static Map<String, Claim> claims(Stanza stanza, String where) {
        Map<String, Claim> claims = new LinkedHashMap<>();
        for (Sum sum : Sum.values()) {
            for (String line : stanza.lines(sum.field)) {
                List<String> words = BLANK.splitAsStream(line).toList();
                if (words.size() < 3 || !words.get(1).matches("[0-9]{1,18}")) {
                    throw FatbuildrException.invalid(
                            where + ": field " + sum.field + " has a line without checksum, " + "size and file name");
                }
                String name = PackageName.checkFile(words.getLast(), where);
                long size = Long.parseLong(words.get(1));
                Claim claim = claims.computeIfAbsent(name, _ -> new Claim(size, new LinkedHashMap<>()));
                if (claim.size() != size) {
                    throw FatbuildrException.invalid(where + ": two sizes are given for " + name);
                }
                claim.sums().put(sum.field, words.getFirst());
            }
        }
        if (claims.isEmpty() || claims.size() > MAX_FILES) {
            throw FatbuildrException.invalid(where + ": names " + claims.size() + " files");
        }
        return claims;
    }

    private static ListedFile verify(String name, Claim claim, Path directory, String where) {
        Path path = directory.resolve(name);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid(where + ": file " + name + " is missing beside it");
        }
        try {
            if (Files.size(path) != claim.size()) {
                throw FatbuildrException.invalid(
                        where + ": file " + name + " has " + Files.size(path) + " bytes instead of " + claim.size());
            }
            FileDigests digests = FileDigests.of(path);
            if (!claim.sums().containsKey(Sum.SHA256.field)) {
                throw FatbuildrException.invalid(where + ": no SHA-256 checksum is given for " + name);
            }
            for (Sum sum : Sum.values()) {
                String wanted = claim.sums().get(sum.field);
                if (wanted != null && !wanted.equalsIgnoreCase(sum.of(digests))) {
                    throw FatbuildrException.invalid(
                            where + ": file " + name + " does not match its checksum in " + sum.field);
                }
            }
            return new ListedFile(name, path, digests);
        } catch (IOException e) {
            throw DebReader.unreadable(name, e);
        }
    }
}
