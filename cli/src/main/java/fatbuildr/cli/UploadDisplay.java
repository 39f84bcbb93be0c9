package fatbuildr.cli;

import fatbuildr.cli.client.FatbuildrClient;
import java.time.Duration;

/** Shows how far an upload is: a bar on a terminal, one line elsewhere. */
final class UploadDisplay implements FatbuildrClient.UploadProgress {
    private static final int WIDTH = 30;
    private static final long REDRAW = Duration.ofMillis(100).toNanos();
    private static final String ERASE = "\r\u001b[K";

    /** What is wider than the terminal is cut off: wrapped lines could not be erased. */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final Screen screen;
    private final long start = System.nanoTime();
    private long drawn;
    private long last;
    private boolean told;

    UploadDisplay(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void sent(long bytes, long total) {
        last = bytes;
        if (!screen.terminalErr()) {
            if (!told) {
                screen.info("Uploading " + size(total));
                told = true;
            }
            return;
        }
        long now = System.nanoTime();
        if (!told || now - drawn >= REDRAW) {
            drawn = now;
            told = true;
            screen.raw(ERASE + CUT + bar(bytes, total, now - start) + WRAP);
        }
    }

    synchronized void done() {
        if (screen.terminalErr() && told) {
            long nanos = Math.max(1, System.nanoTime() - start);
            screen.raw(ERASE);
            screen.info("Uploaded " + size(last) + " (" + rate(last, nanos) + ")");
        }
    }

    synchronized void broken() {
        if (screen.terminalErr() && told) {
            screen.raw("\n");
        }
    }

    static String bar(long bytes, long total, long nanos) {
        int filled = total <= 0 ? WIDTH : (int) (WIDTH * bytes / total);
        long percent = total <= 0 ? 100 : 100 * bytes / total;
        return "Uploading " + " ".repeat(percent < 10 ? 2 : percent < 100 ? 1 : 0) + percent + " % ["
                + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + size(bytes) + " of " + size(total) + "  "
                + rate(bytes, Math.max(1, nanos));
    }

    private static String rate(long bytes, long nanos) {
        return size((long) (bytes * 1e9 / nanos)) + "/s";
    }

    /** Decimal units with one digit, without the cost of a formatter. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        long tenths = bytes / 100;
        int unit = 0;
        while (tenths >= 10_000 && unit < units.length - 1) {
            tenths /= 1000;
            unit++;
        }
        return tenths / 10 + "." + tenths % 10 + " " + units[unit];
    }
}
