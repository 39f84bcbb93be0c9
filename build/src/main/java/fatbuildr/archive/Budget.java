package fatbuildr.archive;

/** Counts what an extraction costs and ends it when a limit is passed. */
final class Budget {
    private final ExtractionLimits limits;
    private final long archiveBytes;
    private int entries;
    private long bytes;
    private long links;

    Budget(ExtractionLimits limits, long archiveBytes) {
        this.limits = limits;
        this.archiveBytes = archiveBytes;
    }

    void entry() throws BadArchiveException {
        entries++;
        if (entries > limits.entries()) {
            throw new BadArchiveException("it has more than " + limits.entries() + " members");
        }
    }

    /** Link targets are kept in memory until the end. */
    void link(String target) throws BadArchiveException {
        links += target.length();
        if (links > limits.metadataBytes()) {
            throw new BadArchiveException("its links are too many");
        }
    }

    /** Counts {@code more} bytes of a file that has {@code fileBytes} by now. */
    void content(String member, long fileBytes, long more) throws BadArchiveException {
        bytes += more;
        if (fileBytes > limits.fileBytes()) {
            throw BadArchiveException.member(member, "unpacks to more than " + limits.fileBytes() + " bytes");
        }
        if (bytes > limits.totalBytes()) {
            throw new BadArchiveException("it unpacks to more than " + limits.totalBytes() + " bytes");
        }
        if (bytes > limits.ratioFloor() && bytes / limits.ratio() > archiveBytes) {
            throw BadArchiveException.member(
                    member,
                    "unpacks to more than " + limits.ratio()
                            + " times the size of the whole archive, as only bombs do");
        }
    }
}
