package fatbuildr.environment;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a root file system that a bootstrap tool has made still needs to become an image or environment. */
final class RootFiles {
    /** Holds what tells one making of an environment from the next. */
    private static final String GENERATION = "etc/fatbuildr-generation";

    private static final String SETTINGS = "etc/fatbuildr-settings";

    private static final String APT = """
            APT::Install-Recommends "false";
            Acquire::Languages "none";
            """;

    private RootFiles() {}

    /** @param keyFiles keys of this machine that the root's apt sources name */
    static void finish(Path root, List<Path> keyFiles) throws IOException {
        BuildAccount.BUILDER.addTo(root);
        Path etc = root.resolve("etc");
        // The tools copy these from this machine; containers get their own.
        FileTree.delete(etc.resolve("resolv.conf"));
        FileTree.delete(etc.resolve("hostname"));
        if (!Files.exists(etc.resolve("hosts"), NOFOLLOW_LINKS)) {
            Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost fatbuildr\n::1 localhost fatbuildr\n");
        }
        if (Files.isDirectory(etc.resolve("apt/apt.conf.d"))) {
            Files.writeString(etc.resolve("apt/apt.conf.d/90fatbuildr"), APT);
            noServices(root.resolve("usr/sbin/policy-rc.d"));
        }
        for (Path key : keyFiles) {
            Path inside = ImageLayout.within(root, key);
            if (Files.isRegularFile(key) && !Files.exists(inside, NOFOLLOW_LINKS)) {
                Files.createDirectories(Optional.ofNullable(inside.getParent()).orElse(root));
                Files.copy(key, inside);
                Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        newGeneration(root);
    }

    /** Packages must not start services while they are installed. */
    private static void noServices(Path policy) throws IOException {
        if (!Files.exists(policy, NOFOLLOW_LINKS)) {
            Files.writeString(policy, "#!/bin/sh\nexit 101\n");
            Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static void newGeneration(Path root) throws IOException {
        Files.writeString(root.resolve(GENERATION), UUID.randomUUID() + "\n");
    }

    /** Remembers what the environment was made with. */
    static void made(Path root, String settings) throws IOException {
        Files.writeString(root.resolve(SETTINGS), settings);
    }

    /** Whether it was made with something else; not told of environments that do not remember. */
    static boolean madeOtherwise(Path root, String settings) throws IOException {
        Path file = root.resolve(SETTINGS);
        return Files.isRegularFile(file, NOFOLLOW_LINKS)
                && !Files.readString(file).equals(settings);
    }

    /** Changes with every creation and update of the environment. */
    static String generation(Path root) throws IOException {
        Path file = root.resolve(GENERATION);
        return Files.isRegularFile(file, NOFOLLOW_LINKS)
                ? Files.readString(file).strip()
                : Files.getAttribute(root, "unix:ino") + "-" + Files.getLastModifiedTime(root);
    }
}
