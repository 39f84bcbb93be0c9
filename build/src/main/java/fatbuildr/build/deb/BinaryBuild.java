package fatbuildr.build.deb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.BuildAccount;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.registry.deb.ControlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the binary packages of one architecture in a container without network. */
final class BinaryBuild {
    private static final long MAX_CHANGES = 4 << 20;

    /** One container does it all: $1 is the tree, $2 the build tool, $3 its mode. */
    private static final String SCRIPT = """
            set -eu
            cd "$1"
            "$2" -us -uc "$3"
            cd ..
            for package in *.deb; do
                [ -e "$package" ] || continue
                printf '\\n%s\\n' "$package"
                dpkg-deb --contents "$package"
            done
            """;

    private final ContainerRunner containers;
    private final TreeCopy copy;
    private final String builder;

    /** @param builder the build tool */
    BinaryBuild(ContainerRunner containers, TreeCopy copy, String builder) {
        this.containers = containers;
        this.copy = copy;
        this.builder = builder;
    }

    /**
     * Packages of one architecture while they are still where they were built.
     *
     * @param changes those of the binary packages alone
     */
    record Built(Path directory, Path changes) {}

    /**
     * The directory with a tree to build in.
     *
     * @param last whether nobody needs the source's tree after this build: then it is built in itself
     */
    Path prepare(DebSource source, String architecture, boolean last, Path workspace) throws InterruptedException {
        Path directory = workspace.resolve("build-" + architecture);
        try {
            BuildFiles.fresh(directory);
            if (last) {
                Path tree = directory.resolve(String.valueOf(source.tree().getFileName()));
                BuildFiles.giveAway(Files.move(source.tree(), tree));
            } else {
                copy.to(directory, source.tree());
            }
            return directory;
        } catch (IOException e) {
            throw BuildFiles.failed("prepare " + directory, e);
        }
    }

    /**
     * @param root the environment with its build dependencies
     * @param architecture the format's own name
     * @param first whether architecture-independent packages are built too
     */
    Built run(
            DebSource source,
            Path directory,
            Path root,
            String architecture,
            boolean first,
            TaskMark mark,
            Journal journal)
            throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/nonexistent",
                "USER=" + BuildAccount.BUILDER.name(),
                "LOGNAME=" + BuildAccount.BUILDER.name(),
                "LC_ALL=C.UTF-8",
                "DEB_BUILD_OPTIONS=parallel=" + Runtime.getRuntime().availableProcessors()));
        String tree = String.valueOf(source.tree().getFileName());
        words.addAll(List.of("sh", "-c", SCRIPT, "sh", tree, builder, first ? "-b" : "-B"));
        containers.run(
                ContainerRun.isolated(new Root.ReadOnly(root), BuildAccount.BUILDER.name(), words)
                        .bind(Bind.writable(directory, BuildAccount.HOME))
                        .in(BuildAccount.HOME),
                mark,
                journal);
        String stem = String.valueOf(source.dsc().getFileName()).replaceFirst("\\.dsc$", "");
        return new Built(directory, directory.resolve(stem + "_" + architecture + ".changes"));
    }

    /** Moves what the {@code .changes} lists to the workspace and answers that file; the rest goes away. */
    static Path collect(Built built, Path workspace) {
        try {
            for (String file : listed(built.changes())) {
                BuildFiles.take(built.directory(), file, workspace);
            }
            Path taken = BuildFiles.take(
                    built.directory(), String.valueOf(built.changes().getFileName()), workspace);
            FileTree.delete(built.directory());
            return taken;
        } catch (IOException e) {
            throw BuildFiles.failed("take the results of the build from " + built.directory(), e);
        }
    }

    private static List<String> listed(Path changes) throws IOException {
        if (!Files.isRegularFile(changes, NOFOLLOW_LINKS) || Files.size(changes) > MAX_CHANGES) {
            throw FatbuildrException.invalid("The build made no usable file " + changes.getFileName());
        }
        return ControlParser.parseOne(Files.readString(changes), String.valueOf(changes.getFileName()))
                .lines("Files")
                .stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }
}
