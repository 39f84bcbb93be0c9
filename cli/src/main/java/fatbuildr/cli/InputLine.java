package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One line from standard input, bounded, and not a byte more. */
final class InputLine {
    private static final int MAX = 64 << 10;

    private InputLine() {}

    /** Without its end; empty at the end of input. */
    static String read(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                if (line.size() == MAX) {
                    throw Failure.runtime("the line on standard input is too long");
                }
                line.write(c);
            }
        } catch (IOException e) {
            throw Failure.runtime("unable to read standard input: " + e.getMessage(), e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
