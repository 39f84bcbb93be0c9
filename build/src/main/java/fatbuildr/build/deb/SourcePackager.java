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
    static final String DIRECTORY = "source-package";

    private final ContainerRunner containers;

    SourcePackager(ContainerRunner containers) {
        this.containers = containers;
    }

    SourcePackage build(DebSource source, BuildContext context, Path image, TaskMark mark) throws InterruptedException {
        Path workspace = context.workspace();
        Path directory = workspace.resolve(DIRECTORY);
        Path tree = directory.resolve(String.valueOf(source.tree().getFileName()));
        context.journal().info("Building source package " + source.name() + " " + source.version());
        try {
            BuildFiles.fresh(directory);
            Files.move(source.tree(), tree);
            BuildFiles.giveAway(tree);
            for (Path archive : origArchives(workspace, source.name())) {
                provide(archive, directory.resolve(String.valueOf(archive.getFileName())));
            }
            containers.run(
                    ContainerRun.isolated(
                                    new Root.Throwaway(List.of(image)),
                                    BuildAccount.BUILDER.name(),
                                    List.of("dpkg-source", "--build", String.valueOf(tree.getFileName())))
                            .bind(Bind.writable(directory, BuildAccount.HOME))
                            .in(BuildAccount.HOME),
                    mark,
                    context.journal());
            FileTree.delete(tree);
            BuildFiles.takeBack(directory);
            DscPackage description = DscPackage.read(
                    directory.resolve(String.valueOf(source.dsc().getFileName())));
            return new SourcePackage(directory, description, source.version());
        } catch (IOException e) {
            throw BuildFiles.failed("build the source package in " + directory, e);
        }
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

    /** Under the same contents where the build's user can read it, but not change it. */
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
