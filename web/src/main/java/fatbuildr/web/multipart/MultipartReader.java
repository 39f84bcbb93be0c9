package fatbuildr.web.multipart;

import fatbuildr.error.FatbuildrException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Splits a multipart body at its boundary (RFC 2046 section 5.1), looking at each byte once. */
final class MultipartReader {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_BOUNDARY = 70;

    private final InputStream input;
    private final Limits limits;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private long total;
    private int parts;

    MultipartReader(InputStream input, String boundary, Limits limits) {
        this.input = input;
        this.limits = limits;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first boundary may be the body's first line: an imagined line end before it spares a special case.
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /** The boundary that a {@code Content-Type} header names. */
    static String boundary(String contentType) {
        String boundary = PartHeaders.parameters(contentType).get("boundary");
        boolean form = contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
        if (!form || boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw FatbuildrException.invalid("the request is not multipart/form-data with a boundary");
        }
        return boundary;
    }

    /** Skips what lies before the first part; answers whether there is one. */
    boolean first() throws IOException {
        copy(OutputStream.nullOutputStream());
        return more();
    }

    /** Whether another part follows the boundary just read. */
    boolean more() throws IOException {
        int first = next();
        int second = next();
        if (first == '-' && second == '-') {
            return false;
        }
        while (first == ' ' || first == '\t') {
            first = second;
            second = next();
        }
        if (first != '\r' || second != '\n') {
            throw FatbuildrException.invalid("a boundary of the form is followed by other text");
        }
        if (++parts > limits.parts()) {
            throw new TooLargeException("the form has more than " + limits.parts() + " parts");
        }
        return true;
    }

    PartHeaders headers() throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int count = 0; count < limits.headerBytes(); count++) {
            int value = next();
            if (value != '\n') {
                line.write(value);
                continue;
            }
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            if (text.isEmpty()) {
                return PartHeaders.parse(lines);
            }
            boolean continued = (text.charAt(0) == ' ' || text.charAt(0) == '\t') && !lines.isEmpty();
            lines.add(continued ? lines.removeLast() + " " + text.strip() : text);
            line.reset();
        }
        throw new TooLargeException("the headers of a part exceed " + limits.headerBytes() + " bytes");
    }

    /** Copies the part's body and reads its boundary. */
    void copy(OutputStream output) throws IOException {
        while (true) {
            int found = find();
            if (found >= 0) {
                output.write(buffer, position, found - position);
                position = found + delimiter.length;
                return;
            }
            int safe = Math.max(position, end - delimiter.length + 1);
            output.write(buffer, position, safe - position);
            position = safe;
            fill();
        }
    }

    private int find() {
        for (int start = position; start <= end - delimiter.length; start++) {
            if (buffer[start] == '\r'
                    && Arrays.equals(buffer, start, start + delimiter.length, delimiter, 0, delimiter.length)) {
                return start;
            }
        }
        return -1;
    }

    private int next() throws IOException {
        if (position == end) {
            fill();
        }
        return buffer[position++];
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        int read = input.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw FatbuildrException.invalid("the form ends before its last boundary");
        }
        end += read;
        total += read;
        if (total > limits.totalBytes()) {
            throw new TooLargeException("the request exceeds " + limits.totalBytes() + " bytes");
        }
    }
}
