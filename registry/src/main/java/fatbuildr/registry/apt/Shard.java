package fatbuildr.registry.apt;

/**
 * A run of stanzas that is compressed as one gzip member and one zstd frame.
 *
 * @param textLength bytes of the text
 * @param sha256 of the text; also the name of the file that keeps it
 */
record Shard(long textLength, long gzipLength, long zstdLength, String sha256) {

    long length(Form form) {
        return switch (form) {
            case TEXT -> textLength;
            case GZIP -> gzipLength;
            case ZSTD -> zstdLength;
        };
    }
}
