package fatbuildr.engine.registry.deb;

import fatbuildr.registry.deb.DebVersion;

/**
 * A published package.
 *
 * @param architecture native name, {@code source} for a source package
 * @param sha256 of the package file, for a source package of its {@code .dsc}
 */
record PackageRow(
        long id,
        String name,
        String architecture,
        DebVersion version,
        String source,
        DebVersion sourceVersion,
        long size,
        String sha256) {
    static final String SOURCE = "source";

    boolean isSource() {
        return architecture.equals(SOURCE);
    }

    @Override
    public String toString() {
        return name + " " + version + " (" + architecture + ")";
    }
}
