package fatbuildr.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.jinja.value.TextSearch;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextSearchTest {
    @Test
    void findsWhatTheJdkFinds() {
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            String part = text(random, random.nextInt(40));
            String text = text(random, random.nextInt(30)) + (i % 3 == 0 ? part : "") + text(random, 60) + part;
            int from = random.nextInt(text.length() + 3);
            assertThat(TextSearch.first(text, part, from)).isEqualTo(text.indexOf(part, from));
            assertThat(TextSearch.last(text, part, from)).isEqualTo(text.lastIndexOf(part, from));
        }
    }

    /** Mostly the same letter: parts fit nearly everywhere. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(8) == 0 ? 'b' : 'a');
        }
        return text.toString();
    }
}
