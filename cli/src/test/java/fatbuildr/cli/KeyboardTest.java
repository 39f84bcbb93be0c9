package fatbuildr.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyboardTest {
    /** {@code \r} in the table is the Enter key; each piece comes by itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            value = {
                "ls\\r           | ls\\r      | false",
                "~.              | -          | true",
                "~ .             | -          | true",
                "ls\\r~.rm       | ls\\r      | true",
                "ls\\r ~ .       | ls\\r      | true",
                "ls~.            | ls~.       | false",
                "~~.             | ~.         | false",
                "~/bin\\r        | ~/bin\\r   | false",
                "~\\r~.          | ~\\r       | true",
                "\\r\\r~x~.      | \\r\\r~x~. | false",
            })
    void aTildeAndADotAtTheBeginningOfALineDetach(String typed, String sent, boolean detached) {
        Keyboard keyboard = new Keyboard();
        StringBuilder result = new StringBuilder();
        for (String piece : typed.split(" ", -1)) {
            byte[] keys = piece.replace("\\r", "\r").getBytes(ISO_8859_1);
            result.append(new String(keyboard.typed(keys, keys.length), ISO_8859_1));
        }
        assertThat(result.toString()).isEqualTo(sent == null ? "" : sent.replace("\\r", "\r"));
        assertThat(keyboard.detached()).isEqualTo(detached);
    }
}
