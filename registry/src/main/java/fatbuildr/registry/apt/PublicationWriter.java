package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lays out and signs a publication whose index files exist, and switches readers to it. */
final class PublicationWriter {
    private final SuiteLayout layout;
    private final Disk disk;

    PublicationWriter(SuiteLayout layout, Disk disk) {
        this.layout = layout;
        this.disk = disk;
    }

    /** A Release file with both forms of its signature. */
    record Signed(List<byte[]> files) {
        private static final List<String> NAMES = List.of("Release", "InRelease", "Release.gpg");
    }

    /**
     * Writes everything but the switch.
     *
     * @param time of the Release files on the disk: later by a second than that of the publication before, because
     *     clients ask for what has changed since in whole seconds
     */
    void write(long number, Signed release, Instant time, Manifest manifest) throws IOException {
        Path directory = layout.publication(number);
        Set<Path> directories = new LinkedHashSet<>(List.of(directory));
        disk.createDirectories(directory);
        for (Index index : manifest.indexes().values()) {
            directories.add(directory.resolve(index.name().component()));
            directories.add(index(directory, index));
        }
        for (int i = 0; i < Signed.NAMES.size(); i++) {
            file(directory.resolve(Signed.NAMES.get(i)), release.files().get(i), time);
        }
        disk.write(directory.resolve(SuiteLayout.MANIFEST), manifest.bytes());
        for (Path each : new ArrayList<>(directories).reversed()) {
            disk.syncDirectory(each);
        }
        disk.syncDirectory(layout.directory());
    }

    /** One rename: before it readers see the former publication, after it this one. */
    void makeLive(long number) throws IOException {
        disk.createDirectories(layout.dists());
        disk.symbolicLink(layout.nextLiveLink(), layout.liveTarget(number));
        disk.syncDirectory(layout.dists());
        disk.rename(layout.nextLiveLink(), layout.liveLink());
        disk.syncDirectory(layout.dists());
    }

    private Path index(Path publication, Index index) throws IOException {
        Path directory = publication.resolve(index.name().directory());
        disk.createDirectories(directory);
        for (Form form : List.of(Form.GZIP, Form.ZSTD)) {
            Path stored = layout.byHash(index.name()).resolve(index.file(form).sha256());
            if (!Files.exists(stored)) {
                throw new DamagedStateException("index file " + stored + " is missing");
            }
            disk.link(stored, directory.resolve(index.name().file() + form.suffix()));
        }
        disk.symbolicLink(directory.resolve("by-hash"), layout.byHashTarget(index.name()));
        return directory;
    }

    private void file(Path file, byte[] content, Instant time) throws IOException {
        disk.write(file, content);
        disk.setTime(file, FileTime.from(time));
    }
}
