package fatbuildr.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The members of an archive in turn. Every failure to read is a {@link BadArchiveException}. */
sealed interface Members extends Closeable permits TarMembers, ZipMembers {
    /** The next member, null after the last. */
    @Nullable
    Member next() throws IOException;

    /** The present member's content. */
    InputStream content() throws IOException;

    static Members open(Path archive, ExtractionLimits limits) throws IOException {
        ArchiveKind kind = ArchiveKind.of(archive);
        return kind == ArchiveKind.ZIP
                ? new ZipMembers(archive, limits)
                : new TarMembers(kind.decompress(archive, limits), limits);
    }

    /** Decoders throw what they like on hostile input; a cancelled task is not the archive's fault. */
    static IOException damaged(Exception cause) {
        if (cause instanceof BadArchiveException || cause instanceof ClosedByInterruptException) {
            return (IOException) cause;
        }
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof BadArchiveException bad) {
                return bad;
            }
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new BadArchiveException("it is damaged or incomplete: " + MemberName.printable(reason), cause);
    }
}
