package fatbuildr.cli;

import fatbuildr.artifact.Versions;
import fatbuildr.cli.archive.LocalSource;
import fatbuildr.cli.client.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The local sources of a build, each with an id and a version that the definition allows. */
final class SourceChoice {
    private final ArtifactOptions options;
    private final Session session;
    private final Definition definition;

    SourceChoice(ArtifactOptions options, Session session, Definition definition) {
        this.options = options;
        this.session = session;
        this.definition = definition;
    }

    List<Build.DefinedSource> sources() {
        Set<String> ids = new HashSet<>();
        List<Build.DefinedSource> sources = new ArrayList<>();
        for (String value : options.sources()) {
            LocalSource source = LocalSource.parse(value, options.artifact(), session.surroundings()::expand);
            Set<String> defined = definition.sourceIds();
            if (!defined.contains(source.id())) {
                throw Failure.artifact("source " + source.id() + " is not in the definition of " + options.artifact())
                        .hint("its sources: " + String.join(", ", defined));
            }
            if (!ids.add(source.id())) {
                throw Failure.runtime("source " + source.id() + " is given twice");
            }
            String version = source.version()
                    .orElseGet(() -> definition
                            .version(source.id(), options.derivative())
                            .orElseThrow(() -> noVersion(value, source)));
            Versions.checkMain(version);
            sources.add(Build.DefinedSource.of(source, version));
        }
        return sources;
    }

    private Failure noVersion(String value, LocalSource source) {
        return Failure.artifact("the definition has no version of source " + source.id() + " for derivative "
                        + options.derivative() + ", and " + value + " gives none")
                .hint("give it in front of the directory: --sources " + source.id() + "#VERSION@" + source.directory());
    }
}
