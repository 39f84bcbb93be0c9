package fatbuildr.engine.registry.deb;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.engine.registry.FormatRegistry.Located;
import fatbuildr.engine.registry.Registries;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Architectures;
import fatbuildr.registry.deb.DebReader;
import fatbuildr.registry.deb.DebianChangelog;
import fatbuildr.registry.deb.DscPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is published, from the rows; changelogs and contents from the pool file when asked for. */
final class DebQueries {

    private final DebRows rows;
    private final SuiteRows suites;
    private final Path directory;

    DebQueries(DebRows rows, SuiteRows suites, Path directory) {
        this.rows = rows;
        this.suites = suites;
        this.directory = directory;
    }

    List<String> derivatives(String distribution) {
        List<String> derivatives = suites.derivatives(distribution);
        if (derivatives.isEmpty()) {
            throw Registries.unknownDistribution(DebRegistryProvider.FORMAT, distribution);
        }
        return derivatives;
    }

    List<Artifact> artifacts(String distribution, String derivative) {
        known(distribution, derivative);
        List<Artifact> artifacts = new ArrayList<>();
        rows.list(
                distribution,
                derivative,
                row -> artifacts.add(artifact(
                        row.getString("name"),
                        row.getString("architecture"),
                        row.getString("version"),
                        row.getLong("size"))));
        return List.copyOf(artifacts);
    }

    List<Located> search(String text) {
        List<Located> found = new ArrayList<>();
        rows.like(text, row -> {
            String name = row.getColumn("name", String.class);
            String architecture = row.getColumn("architecture", String.class);
            if (name.contains(text)) {
                found.add(new Located(
                        row.getColumn("distribution", String.class),
                        row.getColumn("derivative", String.class),
                        artifact(
                                name,
                                architecture,
                                row.getColumn("version", String.class),
                                row.getColumn("size", Long.class))));
            }
        });
        return found;
    }

    ArtifactDescription describe(String distribution, String derivative, String architecture, String name) {
        PackageRow row = present(distribution, derivative, architecture, name);
        if (row.isSource()) {
            return new ArtifactDescription.OfSource(
                    name,
                    rows.ofSource(distribution, derivative, name).stream()
                            .filter(binary -> !binary.isSource())
                            .map(DebQueries::artifact)
                            .toList(),
                    DebianChangelog.parse(changelog(row), name));
        }
        Path file = directory.resolve(rows.files(row.id()).getFirst());
        DebReader.Contents contents = DebReader.contents(file);
        Artifact source =
                source(distribution, derivative, row).map(DebQueries::artifact).orElse(null);
        return new ArtifactDescription.OfBinary(name, source, contents.changelog(), contents.members());
    }

    /** The package file, or that which names the other files of a source package, comes first. */
    List<ArtifactFile> files(String distribution, String derivative, String architecture, String name) {
        return rows.files(present(distribution, derivative, architecture, name).id()).stream()
                .sorted(Comparator.comparing(path -> !path.endsWith(".dsc")))
                .map(path -> new ArtifactFile(
                        DebRegistryProvider.FORMAT + "/" + path,
                        directory.resolve(path).toFile().length()))
                .toList();
    }

    private PackageRow present(String distribution, String derivative, String architecture, String name) {
        known(distribution, derivative);
        return newest(distribution, derivative, Architectures.toDeb(architecture), name)
                .orElseThrow(() -> missing(distribution, derivative, architecture, name));
    }

    /** Fails unless the artifact is published in the version given. */
    PackageRow published(String distribution, String derivative, Artifact artifact) {
        known(distribution, derivative);
        String architecture = Architectures.toDeb(artifact.architecture());
        List<PackageRow> present = rows.named(distribution, derivative, artifact.name(), architecture);
        if (present.isEmpty()) {
            throw missing(distribution, derivative, artifact.architecture(), artifact.name());
        }
        return present.stream()
                .filter(row -> row.version().toString().equals(artifact.version()))
                .findFirst()
                .orElseThrow(() -> FatbuildrException.notFound("Version " + artifact.version() + " of "
                        + artifact.name() + " is not published in distribution " + distribution + " and derivative "
                        + derivative + ", but " + String.join(", ", versions(present))));
    }

    Optional<PackageRow> newest(String distribution, String derivative, String architecture, String name) {
        return rows.named(distribution, derivative, name, architecture).stream()
                .max(Comparator.comparing(PackageRow::version));
    }

    /** The complete changelog of a source package. */
    String changelog(PackageRow source) {
        return rows.files(source.id()).stream()
                .filter(DebQueries::holdsPackaging)
                .findFirst()
                .map(path -> DscPackage.changelogText(directory.resolve(path)))
                .orElse("");
    }

    static Artifact artifact(PackageRow row) {
        return artifact(row.name(), row.architecture(), row.version().toString(), row.size());
    }

    private static Artifact artifact(String name, String architecture, String version, long size) {
        return new Artifact(
                name, Architectures.fromDeb(architecture), version, architecture.equals(PackageRow.SOURCE) ? 0 : size);
    }

    /** The archive with {@code debian/}: any but the upstream ones. */
    private static boolean holdsPackaging(String path) {
        return path.contains(".tar.")
                && !path.endsWith(".asc")
                && !path.contains(".orig.tar.")
                && !path.contains(".orig-");
    }

    private Optional<PackageRow> source(String distribution, String derivative, PackageRow binary) {
        return rows.named(distribution, derivative, binary.source(), PackageRow.SOURCE).stream()
                .filter(row -> row.version().equals(binary.sourceVersion()))
                .findFirst();
    }

    private void known(String distribution, String derivative) {
        if (!derivatives(distribution).contains(derivative)) {
            throw Registries.unknownDerivative(DebRegistryProvider.FORMAT, distribution, derivative);
        }
    }

    private static List<String> versions(List<PackageRow> present) {
        return present.stream().map(row -> row.version().toString()).toList();
    }

    private static FatbuildrException missing(
            String distribution, String derivative, String architecture, String name) {
        String where = " in distribution " + distribution + " and derivative " + derivative;
        return FatbuildrException.notFound(
                architecture.equals("src")
                        ? "Unable to find dsc path of deb source package " + name + where
                        : "Unable to find path of deb binary package " + name + " with architecture " + architecture
                                + where);
    }
}
