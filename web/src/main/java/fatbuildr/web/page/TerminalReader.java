package fatbuildr.web.page;

import fatbuildr.journal.ConsoleMessage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Takes terminal output apart, piece by piece: characters and control sequences may be cut by the borders of the pieces,
 * bytes that are no UTF-8 are replaced, and of a terminal's control sequences (ECMA-48) only styles come through.
 */
final class TerminalReader {
    private static final char ESCAPE = 0x1b;
    private static final int LONGEST_PARAMETERS = 64;

    /** Takes what is left. */
    interface Sink {
        /** A printable character, a tab or a line end. */
        void character(char character);

        /** Parameters of a style sequence, such as {@code 1;31}. */
        void style(String parameters);
    }

    private enum State {
        TEXT,
        RETURNED,
        ESCAPED,
        CONTROL,
        STRING
    }

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder parameters = new StringBuilder();
    private final Sink sink;
    private State state = State.TEXT;
    private byte[] rest = new byte[0];

    TerminalReader(Sink sink) {
        this.sink = sink;
    }

    void read(byte[] piece) {
        ByteBuffer bytes = ByteBuffer.allocate(rest.length + piece.length);
        bytes.put(rest).put(piece).flip();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, characters, false);
        rest = new byte[bytes.remaining()];
        bytes.get(rest);
        read(characters.flip());
    }

    /** What was logged, without the end of the line: it stands for itself, whatever sequence was begun before. */
    void record(ConsoleMessage.Log log) {
        end();
        read("LOG: " + log.level().number() + ":" + log.text());
        end();
    }

    /** The output ends or is interrupted: a character cut off is replaced, a sequence dropped. */
    void end() {
        if (rest.length > 0) {
            rest = new byte[0];
            decoder.reset();
            sink.character('\ufffd');
        }
        if (state == State.RETURNED) {
            sink.character('\n');
        }
        state = State.TEXT;
    }

    private void read(CharSequence characters) {
        for (int i = 0; i < characters.length(); i++) {
            state = next(characters.charAt(i));
        }
    }

    private State next(char character) {
        return switch (state) {
            case TEXT -> text(character);
            case RETURNED -> {
                // As in a browser a lone return is a line end, and one before a line end is nothing.
                if (character != '\n' && character != '\r') {
                    sink.character('\n');
                }
                yield text(character);
            }
            case ESCAPED -> escaped(character);
            case CONTROL -> control(character);
            case STRING ->
                character == 7 || character == '\n' ? State.TEXT : character == ESCAPE ? State.ESCAPED : State.STRING;
        };
    }

    private State text(char character) {
        if (character == ESCAPE) {
            return State.ESCAPED;
        }
        if (character == '\r') {
            return State.RETURNED;
        }
        if (character == '\n' || character == '\t' || !Character.isISOControl(character)) {
            sink.character(character);
        }
        return State.TEXT;
    }

    private State escaped(char character) {
        return switch (character) {
            case '[' -> {
                parameters.setLength(0);
                yield State.CONTROL;
            }
            case ']', 'P', '^', '_', 'X' -> State.STRING;
            case '(', ')', '*', '+', '#', '%' -> State.ESCAPED;
            default -> State.TEXT;
        };
    }

    private State control(char character) {
        if (character < '@' || character > '~') {
            if (parameters.length() < LONGEST_PARAMETERS) {
                parameters.append(character);
            }
            return State.CONTROL;
        }
        if (character == 'm') {
            sink.style(parameters.toString());
        }
        return State.TEXT;
    }
}
