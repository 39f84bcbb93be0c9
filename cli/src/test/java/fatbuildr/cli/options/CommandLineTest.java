package fatbuildr.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
    private static final OptionSpec URI = OptionSpec.value("URI", "", "--uri");
    private static final OptionSpec NAME = OptionSpec.value("NAME", "", "-n", "--name");
    private static final OptionSpec MESSAGE = OptionSpec.value("TEXT", "", "-m", "--msg", "--message");
    private static final OptionSpec SOURCES = OptionSpec.several("DIR", "", "--sources");
    private static final OptionSpec BATCH = OptionSpec.flag("", "-b", "--batch");
    private static final OptionSpec YES = OptionSpec.flag("", "-y", "--yes");
    private static final CommandSpec<String> ROOT = CommandSpec.<String>named("ctl", "")
            .options(URI)
            .commands(List.of(CommandSpec.<String>named("ctl do", "")
                    .options(NAME, MESSAGE, SOURCES, BATCH, YES)
                    .positional(Positional.optional("WORD", ""))
                    .runs("done")));

    private static CommandLine<String> read(String... words) {
        CommandLine<String> line = CommandLine.of(ROOT, words);
        line.read();
        return line;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--uri u do -n x -m y -b w",
                "--uri=u do --name=x --msg=y --batch w",
                "--u u do w --na x --me y --ba",
                "--uri u do -nx -my -b w",
                "--uri u do -n=x -m=y -yb w",
                "--uri u do -b -n x w --message y",
                "--uri u do -b -n x --m y -- w",
                "--uri v --uri u do -n old -n x -bm y w",
            })
    void everySpellingMeansTheSame(String words) {
        CommandLine<String> line = read(words.split(" "));
        assertThat(line.command().action()).contains("done");
        assertThat(line.general().value(URI)).contains("u");
        assertThat(line.arguments().value(NAME)).contains("x");
        assertThat(line.arguments().value(MESSAGE)).contains("y");
        assertThat(line.arguments().has(BATCH)).isTrue();
        assertThat(line.arguments().word()).contains("w");
    }

    @Test
    void anOptionOfSeveralWordsEndsAtTheNextOption() {
        CommandLine<String> line = read("do", "--sources", "a", "b", "--sources=c", "-b", "w");
        assertThat(line.arguments().values(SOURCES)).containsExactly("a", "b", "c");
        assertThat(line.arguments().word()).contains("w");
    }

    @Test
    void wordsWithDashesAreValuesUnlessTheyAreOptions() {
        assertThat(read("do", "-m", "-5").arguments().value(MESSAGE)).contains("-5");
        assertThat(read("do", "-m", "--fix it").arguments().value(MESSAGE)).contains("--fix it");
        assertThat(read("do", "--msg=--batch").arguments().value(MESSAGE)).contains("--batch");
        assertThat(read("do", "-m", "").arguments().value(MESSAGE)).contains("");
        assertThat(read("do", "-").arguments().word()).contains("-");
        assertThat(read("do", "--", "-b").arguments().word()).contains("-b");
    }

    @Test
    void helpEndsTheReading() {
        CommandLine<String> line = read("do", "-h", "--nonsense");
        assertThat(line.helpRequested()).isTrue();
        assertThat(line.command().name()).isEqualTo("ctl do");
        assertThat(read("do", "-bh").helpRequested()).isTrue();
    }
}
