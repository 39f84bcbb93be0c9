package fatbuildr.build.deb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import fatbuildr.build.BuildContext;
import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.BuildAccount;
import fatbuildr.registry.deb.DscPackage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Makes the source package of a prepared tree, in the image, as the unprivileged user. */
final class SourcePackager {
    private static final String DIRECTORY = "source-package";

    private final ContainerRunner containers;
    private final TreeCopy copy;

    SourcePackager(ContainerRunner containers, TreeCopy copy) {
        this.containers = containers;
        this.copy = copy;
    }

    /** The directory with a copy of the tree and the orig archives, ready for dpkg-source. */
    Path prepare(DebSource source, Path workspace) throws InterruptedException {
        Path directory = workspace.resolve(DIRECTORY);
        try {
            BuildFiles.fresh(directory);
            copy.to(directory, source.tree());
            for (Path archive : origArchives(workspace, source.name())) {
                provide(archive, directory.resolve(String.valueOf(archive.getFileName())));
            }
            return directory;
        } catch (IOException e) {
            throw BuildFiles.failed("prepare " + directory, e);
        }
    }

    SourcePackage build(DebSource source, Path directory, Path image, TaskMark mark, BuildContext context)
            throws InterruptedException {
        String tree = String.valueOf(source.tree().getFileName());
        ContainerRun run = ContainerRun.isolated(
                        new Root.ReadOnly(image), BuildAccount.BUILDER.name(), List.of("dpkg-source", "--build", tree))
                .bind(Bind.writable(directory, BuildAccount.HOME))
                .in(BuildAccount.HOME)
                .inBackground();
        containers.run(run, mark, context.journal());
        try {
            FileTree.delete(directory.resolve(tree));
            BuildFiles.takeBack(directory);
        } catch (IOException e) {
            throw BuildFiles.failed("take the source package from " + directory, e);
        }
        Path dsc = directory.resolve(String.valueOf(source.dsc().getFileName()));
        return new SourcePackage(directory, DscPackage.read(dsc));
    }

    private static List<Path> origArchives(Path workspace, String name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(workspace, entry -> {
            String file = String.valueOf(entry.getFileName());
            return file.startsWith(name + "_") && file.contains(".orig") && file.contains(".tar.");
        })) {
            entries.forEach(found::add);
        }
        return found;
    }

    /** With the same contents where the build's user can read it, but not change it. */
    private static void provide(Path archive, Path target) throws IOException {
        Path real = archive.toRealPath();
        if (Files.getPosixFilePermissions(real, NOFOLLOW_LINKS)
                .containsAll(PosixFilePermissions.fromString("r--r--r--"))) {
            try {
                Files.createLink(target, real);
                return;
            } catch (IOException otherFileSystem) {
                FileTree.delete(target);
            }
        }
        Files.copy(real, target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
