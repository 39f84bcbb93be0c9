package fatbuildr.archive;

/**
 * How much one archive may cost. The defaults take the largest real sources and stop bombs.
 *
 * @param entries members of the archive
 * @param totalBytes bytes of all files together
 * @param fileBytes bytes of one file
 * @param ratio unpacked bytes for each byte of the archive, looked at above {@link #ratioFloor}
 * @param ratioFloor unpacked bytes below which any ratio is fine: small files of zeros are harmless
 * @param decoderMemory bytes a decompressor may ask for
 * @param metadataBytes bytes of one member's headers, of all link targets and of a zip's central directory
 */
public record ExtractionLimits(
        int entries,
        long totalBytes,
        long fileBytes,
        long ratio,
        long ratioFloor,
        int decoderMemory,
        long metadataBytes) {
    private static final long MIB = 1L << 20;

    public static final ExtractionLimits SOURCES =
            new ExtractionLimits(500_000, 16_384 * MIB, 8_192 * MIB, 250, 64 * MIB, 132 << 20, 8 * MIB);

    /** Artifact definitions are packaging code: small. */
    public static final ExtractionLimits DEFINITIONS =
            new ExtractionLimits(50_000, 512 * MIB, 256 * MIB, 250, 32 * MIB, 132 << 20, 4 * MIB);
}
