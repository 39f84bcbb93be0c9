package fatbuildr.registry.apt;

import fatbuildr.registry.deb.DebVersion;
import fatbuildr.registry.deb.PackageName;

/**
 * One package of a suite.
 *
 * @param architecture Debian name, {@code all} for a package listed in every architecture, {@code source} for a source
 */
public record IndexKey(String component, String architecture, String name, DebVersion version) {
    public IndexKey {
        SuiteDescription.checkWord("component", component);
        PackageName.checkArchitecture(architecture, name);
        PackageName.check(name, "index");
    }

    StanzaKey stanzaKey() {
        return new StanzaKey(name, version, architecture);
    }
}
