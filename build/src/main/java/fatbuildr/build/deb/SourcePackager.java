package fatbuildr.build.deb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import fatbuildr.build.BuildContext;
import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.container.TaskMemory;
import fatbuildr.environment.BuildAccount;
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.DscPackage;
import fatbuildr.source.SourceTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the source package of a prepared tree, in the image, as the unprivileged user. It lays out a second tree from the
 * same archives, so that nothing waits for a copy of the first; a small one in memory.
 */
final class SourcePackager implements AutoCloseable {
    private static final String DIRECTORY = "source-package";

    /** Largest sum of sizes of a tree's files for which it is laid out in memory. */
    private static final long SMALL = 64L << 20;

    /** The tree, upstream's beside it, the orig archives and the results. */
    private static final int TIMES = 4;

    private final ContainerRunner containers;
    private final DebSource source;
    private final BuildContext context;
    private final TaskMemory memory;
    private final Path directory;
    private final Path packaging;

    private SourcePackager(ContainerRunner containers, DebSource source, BuildContext context) throws IOException {
        this.containers = containers;
        this.source = source;
        this.context = context;
        this.memory = TaskMemory.of(context.id().toString());
        long size = FileTree.size(source.tree(), SMALL);
        this.directory = (size > SMALL ? Optional.<Path>empty() : memory.make(size * TIMES))
                .orElse(context.workspace())
                .resolve(DIRECTORY);
        this.packaging = directory.resolve("debian");
    }

    /** Takes from the tree what cannot be had again, so that a build may begin in it. */
    static SourcePackager prepare(ContainerRunner containers, DebSource source, BuildContext context) {
        try {
            SourcePackager packager = new SourcePackager(containers, source, context);
            BuildFiles.fresh(packager.directory);
            FileTree.copy(source.tree().resolve("debian"), packager.packaging);
            return packager;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    SourcePackage build(Path image, TaskMark mark) throws InterruptedException {
        String tree = String.valueOf(source.tree().getFileName());
        layOut(directory.resolve(tree));
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

    /** A tree of its own and the orig archives, ready for dpkg-source. */
    private void layOut(Path tree) throws InterruptedException {
        // Whatever there is to say about the archives was said when the first tree was made of them.
        new SourceTree().unpack(source.archives(), tree, message -> {});
        try {
            Path upstream = tree.resolve("debian");
            FileTree.delete(upstream);
            Files.move(packaging, upstream);
            BuildFiles.giveAway(tree);
            for (Path archive : origArchives(context.workspace(), source.name())) {
                provide(archive, directory.resolve(String.valueOf(archive.getFileName())));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static FatbuildrException failed(IOException e) {
        return BuildFiles.failed("prepare a tree for the source package", e);
    }

    @Override
    public void close() {
        try {
            memory.delete();
        } catch (IOException e) {
            context.journal().warning("Cannot remove " + memory.directory() + ": " + FileTree.reason(e));
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
