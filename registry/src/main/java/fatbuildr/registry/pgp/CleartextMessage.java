package fatbuildr.registry.pgp;

import java.io.ByteArrayOutputStream;

/** A text in the two forms of the cleartext signature framework (RFC 4880 section 7). */
final class CleartextMessage {
    private final ByteArrayOutputStream shown;
    private final ByteArrayOutputStream signed;

    private CleartextMessage(int length) {
        this.shown = new ByteArrayOutputStream(length + 64);
        this.signed = new ByteArrayOutputStream(length + length / 32);
    }

    static CleartextMessage of(byte[] text) {
        CleartextMessage message = new CleartextMessage(text.length);
        int from = 0;
        while (from < text.length || from == 0) {
            int end = from;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (from > 0) {
                message.signed.write('\r');
                message.signed.write('\n');
            }
            message.line(text, from, end);
            from = end + 1;
        }
        return message;
    }

    /** What is written: lines that start with a dash escaped, a line feed at the end. */
    byte[] shown() {
        return shown.toByteArray();
    }

    /** What is hashed: blanks at line ends taken off, lines joined by CR LF, no line end after the last. */
    byte[] signed() {
        return signed.toByteArray();
    }

    private void line(byte[] text, int from, int end) {
        if (from < end && text[from] == '-') {
            shown.write('-');
            shown.write(' ');
        }
        shown.write(text, from, end - from);
        shown.write('\n');
        int trimmed = end;
        while (trimmed > from && (text[trimmed - 1] == ' ' || text[trimmed - 1] == '\t' || text[trimmed - 1] == '\r')) {
            trimmed--;
        }
        signed.write(text, from, trimmed - from);
    }
}
