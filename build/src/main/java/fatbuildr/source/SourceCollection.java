package fatbuildr.source;

import fatbuildr.archive.FileTree;
import fatbuildr.artifact.ArchiveNames;
import fatbuildr.artifact.ArtifactDefinition;
import fatbuildr.artifact.SourceId;
import fatbuildr.artifact.SourceUrl;
import fatbuildr.build.BuildContext;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.Task;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source archives of one build: those the user sent, the others from their URLs. */
final class SourceCollection {
    private static final String DIRECTORY = "sources";

    private final BuildContext context;
    private final ArtifactDefinition definition;
    private final SourceCache cache;
    private final Templates templates;
    private final Map<SourceId, Path> supplied = new LinkedHashMap<>();

    SourceCollection(BuildContext context, ArtifactDefinition definition, SourceCache cache, Templates templates) {
        this.context = context;
        this.definition = definition;
        this.cache = cache;
        this.templates = templates;
        List<SourceId> known = known();
        for (Task.SourceArchive source : context.supplied()) {
            SourceId id = SourceId.parse(source.id());
            if (!known.contains(id)) {
                throw FatbuildrException.invalid("Source " + id + " was sent, but artifact " + definition.artifact()
                        + " has no source of that name; it has " + known);
            }
            if (supplied.putIfAbsent(id, Path.of(source.path())) != null) {
                throw FatbuildrException.invalid("Source " + id + " was sent twice");
            }
        }
    }

    /** The main source may always be sent, even when the definition has no URL of it. */
    private List<SourceId> known() {
        List<SourceId> known = new ArrayList<>(definition.sources());
        if (!known.contains(definition.mainSource())) {
            known.addFirst(definition.mainSource());
        }
        return known;
    }

    /** The upstream version to build: that of the main source sent, else the definition's. */
    String mainVersion() {
        SourceId main = definition.mainSource();
        Path sent = supplied.get(main);
        return sent == null
                ? definition.requireVersion(main, context.spec().derivative())
                : ArchiveNames.suppliedVersion(main, sent.getFileName().toString());
    }

    /** Fetches what was not sent; the main archive is first. */
    List<SourceArchive> collect() throws InterruptedException {
        if (!supplied.containsKey(definition.mainSource())
                && !definition.sources().contains(definition.mainSource())) {
            throw FatbuildrException.invalid("There is no main source archive: artifact " + definition.artifact()
                    + " has no source URL, and no source was sent");
        }
        Path directory = directory();
        List<SourceArchive> archives = new ArrayList<>();
        for (SourceId id : known()) {
            Path sent = supplied.get(id);
            if (sent == null) {
                archives.add(fetch(id, directory));
            } else {
                String name = sent.getFileName().toString();
                context.journal().info("Using source " + name + " as it was sent");
                archives.add(new SourceArchive(id, definition.isMain(id), name, sent));
            }
        }
        return archives;
    }

    private Path directory() {
        try {
            return Files.createDirectories(context.workspace().resolve(DIRECTORY));
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot make a directory for sources: " + FileTree.reason(e), e);
        }
    }

    private SourceArchive fetch(SourceId id, Path directory) throws InterruptedException {
        String version = definition.requireVersion(id, context.spec().derivative());
        SourceUrl url = definition.url(id, version, templates);
        RemoteSource remote = new RemoteSource(url, new Checksums(definition.checksums(id, version)));
        Path file = directory.resolve(url.fileName());
        if (Files.exists(file)) {
            throw FatbuildrException.invalid("Two sources of " + definition.artifact() + " have the file name "
                    + url.fileName() + ": give one another name in the definition as URL!NAME");
        }
        cache.fetch(context.instance().id(), definition.artifact().value(), remote, file, context.journal());
        return new SourceArchive(id, definition.isMain(id), url.fileName(), file);
    }
}
