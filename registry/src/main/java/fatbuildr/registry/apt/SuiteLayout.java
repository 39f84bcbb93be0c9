package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of one suite lie below the root of a repository:
 *
 * <pre>
 * dists/SUITE -> ../.publications/SUITE/000000012      the live publication
 * .publications/SUITE/000000012/                       Release, Release.gpg, InRelease, .shards
 *     main/binary-amd64/Packages.gz, Packages.zst      further names of files in by-hash
 *     main/binary-amd64/by-hash -> ../../../by-hash/main/binary-amd64
 * .publications/SUITE/by-hash/main/binary-amd64/SHA256/HASH
 * .publications/SUITE/shards/main/binary-amd64/HASH    text of each shard of the live publication
 * </pre>
 */
record SuiteLayout(Path root, String suite) {
    static final String MANIFEST = ".shards";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{9,18}");
    private static final Pattern LIVE = Pattern.compile("\\.\\./\\.publications/([^/]+)/([0-9]{9,18})");

    Path dists() {
        return root.resolve("dists");
    }

    Path liveLink() {
        return dists().resolve(suite);
    }

    Path nextLiveLink() {
        return dists().resolve("." + suite + ".new");
    }

    Path liveTarget(long number) {
        return Path.of("..", ".publications", suite, name(number));
    }

    Path directory() {
        return root.resolve(".publications").resolve(suite);
    }

    Path publication(long number) {
        return directory().resolve(name(number));
    }

    Path byHash(IndexName index) {
        return directory().resolve("by-hash").resolve(index.directory()).resolve("SHA256");
    }

    Path byHashRoot() {
        return directory().resolve("by-hash");
    }

    /** What the link {@code by-hash} in an index directory of a publication points to. */
    Path byHashTarget(IndexName index) {
        return Path.of("..", "..", "..", "by-hash").resolve(index.directory());
    }

    Path shards(IndexName index) {
        return directory().resolve("shards").resolve(index.directory());
    }

    Path shardsRoot() {
        return directory().resolve("shards");
    }

    /** The number of the publication that readers see. */
    OptionalLong live() throws IOException {
        Optional<Path> target = Disk.linkTarget(liveLink());
        if (target.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher matcher = LIVE.matcher(target.get().toString());
        if (!matcher.matches() || !matcher.group(1).equals(suite)) {
            throw new IOException(liveLink() + " does not point to a publication");
        }
        return OptionalLong.of(Long.parseLong(matcher.group(2)));
    }

    static String name(long number) {
        return String.format(Locale.ROOT, "%09d", number);
    }

    static OptionalLong number(Path directory) {
        String name = String.valueOf(directory.getFileName());
        return NUMBER.matcher(name).matches() ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
    }
}
