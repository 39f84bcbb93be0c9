package fatbuildr.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Real packages made by dpkg's tools. */
public final class DebFactory {
    /** Making packages is slow: each is made once. */
    private static final Map<String, Path> MADE = new HashMap<>();

    private DebFactory() {}

    /** A source package with binaries NAME (amd64) and NAME-doc (all); answers the {@code .changes} file. */
    public static Path build(Path directory, String name, String version) {
        return build(directory, name, version, List.of(name + " any", name + "-doc all"));
    }

    /**
     * @param binaries names with their architecture, {@code any} or {@code all}
     */
    public static synchronized Path build(Path directory, String name, String version, List<String> binaries) {
        String changes = name + "_" + version + "_amd64.changes";
        Path made = MADE.computeIfAbsent(name + " " + version + binaries, _ -> {
            try {
                Path fresh = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "made");
                make(fresh, name, version, binaries);
                return fresh;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
            return directory.resolve(changes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void make(Path directory, String name, String version, List<String> binaries) {
        Path tree = directory.resolve(name + "-" + version);
        StringBuilder control = new StringBuilder(
                "Source: %s\nSection: misc\nPriority: optional\nMaintainer: Alice Ray <alice@lab.example>\nStandards-Version: 4.6.2\n"
                        .formatted(name));
        StringBuilder files = new StringBuilder();
        for (String binary : binaries) {
            String[] words = binary.split(" ", 2);
            control.append("\nPackage: %s\nArchitecture: %s\nDescription: test package %s\n A test.\n"
                    .formatted(words[0], words[1], words[0]));
            String architecture = words[1].equals("all") ? "all" : "amd64";
            deb(directory, words[0], version, architecture, name);
            files.append("%s_%s_%s.deb misc optional\n".formatted(words[0], version, architecture));
        }
        ScriptedBuilder.write(tree.resolve("debian/control"), control.toString());
        ScriptedBuilder.write(tree.resolve("debian/source/format"), "3.0 (native)\n");
        ScriptedBuilder.write(tree.resolve("debian/changelog"), changelog(name, version));
        ScriptedBuilder.write(tree.resolve("debian/files"), files.toString());
        run(directory, "dpkg-source", "-Zgzip", "-b", tree.getFileName().toString());
        String changes = run(tree, "dpkg-genchanges", "-q");
        ScriptedBuilder.write(directory.resolve(name + "_" + version + "_amd64.changes"), changes);
    }

    /** One binary package. */
    public static Path deb(Path directory, String name, String version, String architecture, String source) {
        Path tree = directory.resolve("tree-" + name);
        String sourceField = source.equals(name) ? "" : "Source: " + source + "\n";
        ScriptedBuilder.write(
                tree.resolve("DEBIAN/control"), """
                Package: %s
                %sVersion: %s
                Architecture: %s
                Maintainer: Alice Ray <alice@lab.example>
                Description: test package %s
                 A test.
                """.formatted(name, sourceField, version, architecture, name));
        ScriptedBuilder.write(tree.resolve("usr/share/" + name + "/data"), name + " " + version + "\n");
        ScriptedBuilder.write(tree.resolve("usr/share/doc/" + name + "/changelog.Debian"), changelog(name, version));
        try {
            Files.setPosixFilePermissions(tree.resolve("DEBIAN"), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Path deb = directory.resolve("%s_%s_%s.deb".formatted(name, version, architecture));
        run(directory, "dpkg-deb", "--root-owner-group", "-Zgzip", "-b", tree.toString(), deb.toString());
        return deb;
    }

    private static String changelog(String name, String version) {
        return """
                %s (%s) bookworm; urgency=medium

                  * Rebuild

                 -- Alice Ray <alice@lab.example>  Tue, 03 Mar 2026 10:15:00 +0000
                """.formatted(name, version);
    }

    /** Runs a tool and answers its output. */
    public static String run(Path directory, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().putAll(Map.of("SOURCE_DATE_EPOCH", "1772532900", "LC_ALL", "C.UTF-8"));
            Path errors = Files.createTempFile("errors", ".log");
            Process process = builder.redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + output + Files.readString(errors));
            }
            Files.delete(errors);
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
