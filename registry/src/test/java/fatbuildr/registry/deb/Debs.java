package fatbuildr.registry.deb;

import fatbuildr.registry.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Makes real packages with dpkg-deb. */
public final class Debs {
    private Debs() {}

    /** A package holding {@code files} (path to text), with optional further control lines. */
    public static Path build(
            Path directory, String name, String version, String architecture, String extra, Map<String, String> files)
            throws IOException {
        return build(directory, name, version, architecture, extra, files, "-Zgzip", "-z1");
    }

    public static Path build(
            Path directory,
            String name,
            String version,
            String architecture,
            String extra,
            Map<String, String> files,
            String... options)
            throws IOException {
        Path tree = Files.createTempDirectory(directory, "tree");
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
        write(tree.resolve("DEBIAN/control"), """
                Package: %s
                Version: %s
                Architecture: %s
                Maintainer: Jane Roe <jane@example.org>
                Section: misc
                Priority: optional
                %sDescription: test package %s
                 A longer text of it.
                 .
                 Second paragraph.
                """.formatted(name, version, architecture, extra, name));
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            write(tree.resolve(file.getKey()), file.getValue());
        }
        Path deb =
                directory.resolve(name + "_" + DebVersion.parse(version).withoutEpoch() + "_" + architecture + ".deb");
        String[] command = new String[options.length + 5];
        command[0] = "dpkg-deb";
        command[1] = "--root-owner-group";
        System.arraycopy(options, 0, command, 2, options.length);
        command[options.length + 2] = "-b";
        command[options.length + 3] = tree.toString();
        command[options.length + 4] = deb.toString();
        Command.run(directory, command);
        return deb;
    }

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A source tree of format 3.0 (native), packed; the result is its {@code .dsc}. */
    public static Path source(Path directory, String name, String version, String format) throws IOException {
        Path parent = Files.createTempDirectory(directory, "source");
        DebVersion parsed = DebVersion.parse(version);
        Path tree = parent.resolve(name + "-" + parsed.upstream());
        write(tree.resolve("debian/control"), """
                Source: %s
                Section: misc
                Priority: optional
                Maintainer: Jane Roe <jane@example.org>
                Build-Depends: debhelper-compat (= 13)
                Standards-Version: 4.6.2

                Package: %s
                Architecture: any
                Description: test package
                 Long text.
                """.formatted(name, name));
        write(tree.resolve("debian/changelog"), """
                %s (%s) unstable; urgency=medium

                  * First change that goes on
                    in a second line.
                  * Second change.

                 -- Jane Roe <jane@example.org>  Tue, 03 Mar 2026 09:15:00 +0100
                """.formatted(name, version));
        write(tree.resolve("debian/source/format"), "3.0 (" + format + ")\n");
        write(tree.resolve("debian/rules"), "#!/usr/bin/make -f\n%:\n\tdh $@\n");
        if (format.equals("quilt")) {
            Command.run(
                    parent,
                    "tar",
                    "-cJf",
                    name + "_" + parsed.upstream() + ".orig.tar.xz",
                    "--exclude=debian",
                    tree.getFileName().toString());
        }
        Command.run(parent, "dpkg-source", "-b", tree.getFileName().toString());
        return parent.resolve(name + "_" + parsed.withoutEpoch() + ".dsc");
    }
}
