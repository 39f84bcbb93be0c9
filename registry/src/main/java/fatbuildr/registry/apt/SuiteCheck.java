package fatbuildr.registry.apt;

import com.github.luben.zstd.ZstdInputStream;
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.pgp.Signer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Checks the live publication of a suite as a distrustful client would. */
final class SuiteCheck {
    private static final int MOST_PROBLEMS = 1000;

    private final Path root;
    private final SuiteLayout layout;
    private final Signer signer;
    private final List<String> problems = new ArrayList<>();

    SuiteCheck(Path root, SuiteLayout layout, Signer signer) {
        this.root = root;
        this.layout = layout;
        this.signer = signer;
    }

    List<String> problems() throws IOException {
        OptionalLong live = layout.live();
        if (live.isEmpty()) {
            problem("suite " + layout.suite() + " has no publication");
            return problems;
        }
        Path publication = layout.publication(live.getAsLong());
        try {
            signatures(publication);
            Map<String, Index.FileHash> files = new TreeMap<>(
                    ReleaseReader.read(publication.resolve("Release")).files());
            for (Map.Entry<String, Index.FileHash> file : files.entrySet()) {
                try {
                    file(publication, file.getKey(), file.getValue());
                } catch (IOException e) {
                    problem(file.getKey() + " cannot be read: " + Uninterruptible.reason(e));
                }
            }
        } catch (IOException e) {
            problem(Uninterruptible.reason(e));
        } catch (FatbuildrException e) {
            problem(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    private void signatures(Path publication) throws IOException {
        byte[] release = Files.readAllBytes(publication.resolve("Release"));
        byte[] inline = Files.readAllBytes(publication.resolve("InRelease"));
        byte[] detached = Files.readAllBytes(publication.resolve("Release.gpg"));
        if (!signer.verifies(release, detached)) {
            problem("Release.gpg is no signature of Release by key "
                    + signer.keyring().id());
        }
        if (!signer.verifiesClear(inline, release)) {
            problem("InRelease is not Release signed by key " + signer.keyring().id());
        }
    }

    private void file(Path publication, String name, Index.FileHash expected) throws IOException {
        Path file = publication.resolve(name);
        if (name.endsWith(".gz") || name.endsWith(".zst")) {
            compare(name, expected, file);
            Path byHash = file.resolveSibling("by-hash").resolve("SHA256").resolve(expected.sha256());
            if (Files.exists(byHash)) {
                compare(name + " by hash", expected, byHash);
            } else {
                problem(name + " is missing by hash");
            }
            return;
        }
        text(name, expected, new GZIPInputStream(Files.newInputStream(publication.resolve(name + ".gz")), 65536));
        text(name, expected, new ZstdInputStream(Files.newInputStream(publication.resolve(name + ".zst"))));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(publication.resolve(name + ".gz")), 65536),
                StandardCharsets.UTF_8))) {
            pool(lines, name.endsWith("Sources"));
        }
    }

    private void compare(String name, Index.FileHash expected, Path file) throws IOException {
        if (!Files.exists(file)) {
            problem(name + " is missing");
        } else if (!hash(Files.newInputStream(file)).equals(expected)) {
            problem(name + " is not what Release says");
        }
    }

    private void text(String name, Index.FileHash expected, InputStream unpacked) throws IOException {
        if (!hash(unpacked).equals(expected)) {
            problem(name + " is not what Release says once unpacked");
        }
    }

    private static Index.FileHash hash(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            Sha256 sha256 = Sha256.start();
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, count);
                size += count;
            }
            return new Index.FileHash(size, sha256.hex());
        }
    }

    /** Looks for the package files that the stanzas name. */
    private void pool(BufferedReader lines, boolean sources) throws IOException {
        String directory = "";
        String file = "";
        boolean files = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Directory: ")) {
                directory = line.substring(11);
            } else if (line.startsWith("Filename: ")) {
                file = line.substring(10);
            } else if (line.startsWith("Size: ") && !sources) {
                poolFile(file, line.substring(6));
            } else if (files && line.startsWith(" ")) {
                List<String> words = Arrays.asList(line.strip().split(" ", 3));
                poolFile(directory + "/" + words.getLast(), words.get(1));
            }
            files = sources && (line.equals("Checksums-Sha256:") || (files && line.startsWith(" ")));
        }
    }

    private void poolFile(String name, String size) throws IOException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            problem("package file " + name + " is missing");
        } else if (!String.valueOf(Files.size(file)).equals(size)) {
            problem("package file " + name + " has " + Files.size(file) + " bytes instead of " + size);
        }
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }
}
