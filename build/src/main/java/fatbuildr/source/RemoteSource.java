package fatbuildr.source;

import fatbuildr.artifact.SourceUrl;
import java.net.URI;

/** A source archive to download. */
public record RemoteSource(SourceUrl location, Checksums checksums) {
    URI url() {
        return location.url();
    }

    /** Name in the cache. */
    String fileName() {
        return location.fileName();
    }
}
