package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The token files of a directory: one per server URI, named after it (cli.md section 4). */
final class TokenStore {
    private static final String SUFFIX = ".token";
    private static final int MAX_SIZE = 64 << 10;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private final Path directory;

    TokenStore(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    record Stored(Path file, String uri) {}

    static String fileName(String uri) {
        byte[] text = uri.getBytes(StandardCharsets.UTF_8);
        String name = Base64.getEncoder().encodeToString(text);
        return (name.indexOf('/') < 0 ? name : Base64.getUrlEncoder().encodeToString(text)) + SUFFIX;
    }

    Path file(String uri) {
        return directory.resolve(fileName(uri));
    }

    /** The token for exactly that URI, else for the URI without trailing slashes. */
    Optional<String> load(String uri) {
        String plain = uri;
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return read(file(uri)).or(plain.equals(uri) ? Optional::empty : supplier(plain));
    }

    private java.util.function.Supplier<Optional<String>> supplier(String uri) {
        return () -> read(file(uri));
    }

    /** Fails with a runtime error on a file that holds no token. */
    static Optional<String> read(Path file) {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw Failure.runtime(file + " is too large for a token");
            }
            String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw Failure.runtime(file + " does not hold a token");
            }
            return Optional.of(token);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.runtime("unable to read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Files whose name is that of a URI, in name order. */
    List<Stored> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(TokenStore::stored)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException e) {
            throw Failure.runtime("unable to list " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Stored> stored(Path file) {
        String name = String.valueOf(file.getFileName());
        String encoded = name.substring(0, name.length() - SUFFIX.length())
                .replace('-', '+')
                .replace('_', '/');
        try {
            return Optional.of(
                    new Stored(file, new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Keeps the token for the URI, readable by the user only. */
    Path save(String uri, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw Failure.runtime("standard input holds no token")
                    .hint("pipe one in: fatbuildrctl tokens generate on the server prints it");
        }
        Path file = file(uri);
        try {
            createDirectory();
            Path fresh = Files.createTempFile(directory, ".token", null);
            Files.writeString(fresh, token + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            throw Failure.runtime("unable to save " + file + ": " + e.getMessage(), e);
        }
    }

    private void createDirectory() throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw Failure.runtime(
                            "unable to create the token directory " + directory + ": " + parent + " does not exist")
                    .hint("create it, or name another directory with tokens in section [prefs] of the preferences");
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
