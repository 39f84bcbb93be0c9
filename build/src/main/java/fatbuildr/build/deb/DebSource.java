package fatbuildr.build.deb;

import fatbuildr.source.SourceArchive;
import java.nio.file.Path;
import java.util.List;

/**
 * A tree that {@code dpkg-source --build} accepts, its orig archives beside it.
 *
 * @param tree in the workspace
 * @param name of the source package, the artifact's
 * @param version full version
 * @param archives what the tree was laid out from; all else in it is in its directory {@code debian}
 */
public record DebSource(Path tree, String name, String version, List<SourceArchive> archives) {
    public DebSource {
        archives = List.copyOf(archives);
    }

    /** Where dpkg-source puts the description of the source package. */
    public Path dsc() {
        return tree.resolveSibling(name + "_" + version + ".dsc");
    }
}
