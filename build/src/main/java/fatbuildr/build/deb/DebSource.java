package fatbuildr.build.deb;

import java.nio.file.Path;

/**
 * A tree that {@code dpkg-source --build} accepts, its orig archives beside it.
 *
 * @param tree in the workspace
 * @param name of the source package, the artifact's
 * @param version full version
 */
public record DebSource(Path tree, String name, String version) {
    /** Where dpkg-source puts the description of the source package. */
    public Path dsc() {
        return tree.resolveSibling(name + "_" + version + ".dsc");
    }
}
