package fatbuildr.engine.registry.deb;

import fatbuildr.journal.Journal;
import fatbuildr.registry.apt.IndexEntry;
import fatbuildr.registry.apt.Pool;
import fatbuildr.registry.apt.StanzaWriter;
import fatbuildr.registry.deb.ChangesFile;
import fatbuildr.registry.deb.DebPackage;
import fatbuildr.registry.deb.DebReader;
import fatbuildr.registry.deb.DscPackage;
import fatbuildr.registry.deb.FileDigests;
import fatbuildr.registry.deb.ListedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads package files into what is published of them. */
final class IncomingReader {
    private IncomingReader() {}

    /** Everything a build lists, source package included. */
    static List<Incoming> read(ChangesFile changes, String component, Journal journal) {
        List<Incoming> incoming = new ArrayList<>();
        for (ListedFile file : changes.files()) {
            if (file.name().endsWith(".ddeb")) {
                journal.warning("Not publishing " + file.name() + ": debug packages of this kind are not supported");
            }
        }
        changes.dsc().ifPresent(dsc -> incoming.add(source(component, DscPackage.read(dsc.path()))));
        for (ListedFile deb : changes.packages()) {
            incoming.add(binary(component, DebReader.read(deb.path())));
        }
        return incoming;
    }

    /** Binary packages alone. */
    static List<Incoming> read(List<Path> debs, String component) {
        return debs.parallelStream()
                .map(deb -> binary(component, DebReader.read(deb)))
                .toList();
    }

    private static Incoming binary(String component, DebPackage deb) {
        String path = Pool.directory(component, deb.source().name()) + "/" + deb.fileName();
        IndexEntry entry = StanzaWriter.binary(component, deb, path);
        PackageRow row = new PackageRow(
                0,
                deb.name(),
                deb.architecture(),
                deb.version(),
                deb.source().name(),
                deb.source().version(),
                deb.digests().size(),
                deb.digests().sha256());
        return new Incoming(
                row, entry.stanza(), List.of(file(path, deb.digests())), batch -> batch.add(component, deb));
    }

    private static Incoming source(String component, DscPackage dsc) {
        String directory = Pool.directory(component, dsc.name());
        IndexEntry entry = StanzaWriter.source(component, dsc, directory);
        PackageRow row = new PackageRow(
                0,
                dsc.name(),
                PackageRow.SOURCE,
                dsc.version(),
                dsc.name(),
                dsc.version(),
                dsc.digests().size(),
                dsc.digests().sha256());
        List<Incoming.PoolFile> files = new ArrayList<>();
        files.add(file(directory + "/" + dsc.fileName(), dsc.digests()));
        dsc.files().forEach(each -> files.add(file(directory + "/" + each.name(), each.digests())));
        return new Incoming(row, entry.stanza(), files, batch -> batch.add(component, dsc));
    }

    private static Incoming.PoolFile file(String path, FileDigests digests) {
        return new Incoming.PoolFile(path, digests.size(), digests.sha256());
    }
}
