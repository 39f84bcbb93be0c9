package fatbuildr.web.page;

/** Sizes in decimal units. */
final class Sizes {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Sizes() {}

    static String readable(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 Byte" : bytes + " Bytes";
        }
        double size = bytes;
        int unit = -1;
        // A size that would be shown as 1000.0 belongs to the next unit.
        while (size >= 999.95 || unit < 0) {
            size /= 1000;
            unit++;
        }
        long tenths = Math.round(size * 10);
        return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
    }
}
