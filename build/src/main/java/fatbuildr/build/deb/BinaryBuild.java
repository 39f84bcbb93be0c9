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
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.ControlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds the binary packages of one architecture in a container without network. */
final class BinaryBuild {
    /** Listed by the full {@code .changes}, which names the source too, whatever the upstream version was before. */
    private static final String FULL = "full.changes";

    private static final long MAX_CHANGES = 4 << 20;

    /** One container does it all: $1 is the .dsc, $2 the tree, $3 the build tool, $4 its mode. */
    private static final String SCRIPT = """
            set -eu
            ln -s /source/* .
            dpkg-source --no-check --extract "$1" "$2"
            cd "$2"
            "$3" -us -uc "$4"
            if [ "$4" = -b ]; then
                dpkg-genchanges --build=full -sa -O../%s
            fi
            cd ..
            for package in *.deb; do
                printf '\\n%%s\\n' "$package"
                dpkg-deb --contents "$package"
            done
            """.formatted(FULL);

    private final ContainerRunner containers;
    private final String builder;

    /** @param builder the build tool */
    BinaryBuild(ContainerRunner containers, String builder) {
        this.containers = containers;
        this.builder = builder;
    }

    /**
     * Packages of one architecture while they are still where they were built.
     *
     * @param changes those of the binary packages alone
     */
    record Built(Path directory, Path changes, boolean first) {}

    /**
     * @param roots the environment with what lies on it, uppermost first
     * @param architecture the format's own name
     * @param first whether architecture-independent packages are built too
     */
    Built run(
            SourcePackage source,
            List<Path> roots,
            String architecture,
            boolean first,
            BuildContext context,
            TaskMark mark)
            throws InterruptedException {
        Path directory = context.workspace().resolve("build-" + architecture);
        try {
            BuildFiles.fresh(directory);
        } catch (IOException e) {
            throw BuildFiles.failed("prepare " + directory, e);
        }
        String name = source.description().name();
        String version = source.description().version().withoutEpoch();
        List<String> words = new ArrayList<>(List.of(
                "env",
                "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/nonexistent",
                "USER=" + BuildAccount.BUILDER.name(),
                "LOGNAME=" + BuildAccount.BUILDER.name(),
                "LC_ALL=C.UTF-8",
                "DEB_BUILD_OPTIONS=parallel=" + Runtime.getRuntime().availableProcessors()));
        words.addAll(List.of("sh", "-c", SCRIPT, "sh", source.dsc(), "tree", builder, first ? "-b" : "-B"));
        containers.run(
                ContainerRun.isolated(new Root.Throwaway(roots), BuildAccount.BUILDER.name(), words)
                        .bind(Bind.writable(directory, BuildAccount.HOME), Bind.readOnly(source.directory(), "/source"))
                        .in(BuildAccount.HOME),
                mark,
                context.journal());
        return new Built(directory, directory.resolve(name + "_" + version + "_" + architecture + ".changes"), first);
    }

    /** Moves what the {@code .changes} lists to the workspace and answers that file; the rest goes away. */
    static Path collect(Built built, SourcePackage source, Path workspace) {
        try {
            Path changes = built.changes();
            String name = String.valueOf(changes.getFileName());
            if (built.first()) {
                FileTree.delete(changes);
                Files.move(built.directory().resolve(FULL), changes);
            }
            Set<String> sources = Set.copyOf(source.files());
            for (String file : listed(changes)) {
                if (!sources.contains(file)) {
                    BuildFiles.take(built.directory(), file, workspace);
                }
            }
            Path taken = BuildFiles.take(built.directory(), name, workspace);
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
