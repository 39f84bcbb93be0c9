package fatbuildr.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HelpTest {
    /** Words, such as the URL of an example, are never broken. */
    @Test
    void linesBreakAtBlanksOnly() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String words = random.ints(random.nextInt(1, 30), 1, 40)
                    .mapToObj("w"::repeat)
                    .collect(Collectors.joining(" "));
            String description = "https://HOST/INSTANCE " + words + " https://HOST";
            String help = Help.of(
                    CommandSpec.<String>named("ctl", "Header.").options(OptionSpec.value("URI", description, "--uri")));
            String joined = help.lines().map(String::strip).collect(Collectors.joining(" "));
            assertThat(joined).contains(description);
            assertThat(help.lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
    }

    @Test
    void distances() {
        assertThat(Stream.of("build", "biuld", "bild", "buildd", "guild", "watch")
                        .map(word -> Suggestion.distance(word, "build")))
                .containsExactly(0, 1, 1, 1, 1, 5);
    }
}
