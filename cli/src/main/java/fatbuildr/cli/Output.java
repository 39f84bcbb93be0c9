package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard output: buffered, UTF-8, and aware that its reader may go away. */
final class Output {
    private final BufferedOutputStream out;
    private boolean broken;

    Output(OutputStream out) {
        this.out = new BufferedOutputStream(out, 16384);
    }

    void print(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) {
        if (broken) {
            return;
        }
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void flush() {
        if (broken) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Told once: what is said about it must not fail again. */
    private RuntimeException failed(IOException cause) {
        broken = true;
        String reason = String.valueOf(cause.getMessage());
        return reason.contains("Broken pipe")
                ? new Closed()
                : Failure.runtime("unable to write the output: " + reason, cause);
    }

    /** The reader of the output has enough: the program ends quietly. */
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
