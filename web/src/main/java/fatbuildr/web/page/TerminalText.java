package fatbuildr.web.page;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Terminal output to plain text, piece by piece: characters and control sequences may be cut by the borders of the
 * pieces, bytes that are no UTF-8 are replaced, and nothing of a terminal's control characters remains.
 */
final class TerminalText {
    private static final char ESCAPE = 0x1b;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final Filter filter = new Filter();
    private byte[] rest = new byte[0];

    String decode(byte[] piece) {
        ByteBuffer bytes = ByteBuffer.allocate(rest.length + piece.length);
        bytes.put(rest).put(piece).flip();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, characters, false);
        rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return filter.apply(characters.flip());
    }

    /** What is left of a character that never came to its end. */
    String pending() {
        boolean cut = rest.length > 0;
        rest = new byte[0];
        decoder.reset();
        return cut ? "\ufffd" : "";
    }

    static String plain(String text) {
        return new Filter().apply(text);
    }

    /** Drops control characters and sequences (ECMA-48), keeps line ends and tabs. */
    private static final class Filter {
        private enum State {
            TEXT,
            ESCAPED,
            CONTROL,
            STRING
        }

        private State state = State.TEXT;

        String apply(CharSequence characters) {
            StringBuilder text = new StringBuilder(characters.length());
            for (int i = 0; i < characters.length(); i++) {
                char character = characters.charAt(i);
                state = switch (state) {
                    case TEXT -> text(character, text);
                    case ESCAPED -> escaped(character);
                    case CONTROL -> character >= '@' && character <= '~' ? State.TEXT : State.CONTROL;
                    case STRING ->
                        character == 7 || character == '\n'
                                ? State.TEXT
                                : character == ESCAPE ? State.ESCAPED : State.STRING;
                };
            }
            return text.toString();
        }

        private static State text(char character, StringBuilder text) {
            if (character == ESCAPE) {
                return State.ESCAPED;
            }
            if (character == '\n' || character == '\t' || !Character.isISOControl(character)) {
                text.append(character);
            }
            return State.TEXT;
        }

        private static State escaped(char character) {
            return switch (character) {
                case '[' -> State.CONTROL;
                case ']', 'P', '^', '_', 'X' -> State.STRING;
                case '(', ')', '*', '+', '#', '%' -> State.ESCAPED;
                default -> State.TEXT;
            };
        }
    }
}
