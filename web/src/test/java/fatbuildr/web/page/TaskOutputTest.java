package fatbuildr.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.TimedMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskOutputTest {
    private final HtmlOutput html = new HtmlOutput();

    private static TimedMessage untimed(ConsoleMessage message) {
        return new TimedMessage(message, Optional.empty());
    }

    private String html(String bytes) {
        return html.message(untimed(ConsoleMessage.Bytes.of(bytes)));
    }

    private String html(LogLevel level, String text) {
        return html.message(untimed(new ConsoleMessage.Log(level, text)));
    }

    private static String visible(String html) {
        return html.replaceAll("<[^>]*>", "");
    }

    @Test
    void coloursBecomeClassesAndLinesCanBeLinkedTo() {
        assertThat(html("a\u001b[1;31mb<\n") + html("c\u001b[0md\n") + html.end())
                .isEqualTo("<i id=\"L1\"></i>a<span class=\"fg1 bold\">b&lt;\n<i id=\"L2\"></i>c</span>d\n");
    }

    @Test
    void recordsAreTheirLevelsAndEndColours() {
        assertThat(html("\u001b[32mok") + html(LogLevel.ERROR, "<failed>\nhere") + html("x") + html.end())
                .isEqualTo(
                        "<i id=\"L1\"></i><span class=\"fg2\">ok</span><span class=\"log l40\">LOG: 40:&lt;failed&gt;\n"
                                + "<i id=\"L2\"></i>here</span>\n<i id=\"L3\"></i>x");
    }

    @Test
    void aRecordEndsItsOwnColours() {
        assertThat(html(LogLevel.INFO, "a\u001b[31mb") + html("c"))
                .isEqualTo("<i id=\"L1\"></i><span class=\"log l20\">LOG: 20:a<span class=\"fg1\">b</span></span>\n"
                        + "<i id=\"L2\"></i>c");
    }

    @Test
    void everyOtherSequenceVanishesWhereverItIsCut() {
        StringBuilder shown = new StringBuilder();
        byte[] sent = "a\u001b[1;31mb\u001b[0mé\u001b]0;title\u0007c\u001b(Bd\be\r\n\tf\u001b]8;;x\u001b\\g €\u001b[2Kh"
                .getBytes(StandardCharsets.UTF_8);
        for (byte octet : sent) {
            shown.append(html.message(untimed(new ConsoleMessage.Bytes(new byte[] {octet}))));
        }

        assertThat(visible(shown.toString())).isEqualTo("abécde\n\tfg €h");
    }

    @Test
    void returnsAreLineEndsAsBrowsersTakeThem() {
        assertThat(visible(html("10%\r20%\r") + html("\ndone\r\r\n\nend\r") + html.end()))
                .isEqualTo("10%\n20%\ndone\n\nend\n");
    }

    @Test
    void badBytesAreReplaced() {
        assertThat(visible(html.message(
                        untimed(new ConsoleMessage.Bytes(new byte[] {(byte) 0xff, 'a', (byte) 0xe2, (byte) 0x82})))))
                .isEqualTo("\ufffda");
        assertThat(visible(html.end())).isEqualTo("\ufffd");
        assertThat(html.end()).isEmpty();
        assertThat(html("b")).isEqualTo("b");
    }

    /** Whatever a build writes, it makes no element and no attribute of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\u001b[31\"onload=x;mred",
                "\u001b[38;5;999999999999m<b>",
                "\u001b[<script>m",
                "\u001b[31;<img>;1mx",
                "\u001b]8;;javascript:x\u0007<a href=x>",
                "</pre></span><i id=L1>",
            })
    void hostileOutputStaysText(String text) {
        String shown = html(text + "\n") + html(LogLevel.INFO, text) + html.end();

        assertThat(shown.replaceAll("<(i id=\"L\\d+\"|/i|/span|span class=\"[a-z0-9 ]+\")>", ""))
                .doesNotContain("<", ">");
        assertThat(shown.split("<span", -1)).hasSameSizeAs(shown.split("</span", -1));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'',-",
                "0,-",
                "31,fg1",
                "1;4;3,bold italic underlined",
                "97;41,fg15 bg1",
                "104,bg12",
                "38;5;1,fg1",
                "38;5;196,fg9",
                "38;5;16,fg0",
                "48;5;255,bg15",
                "38;2;0;255;0,fg10",
                "38;2,fg0",
                "38,-",
                "38;5,fg0",
                "31;39,-",
                "1;22;2,dim",
                "999,-",
                "31;;32,fg2",
            })
    void styles(String parameters, String classes) {
        assertThat(TextStyle.PLAIN.apply(parameters).classes()).isEqualTo(classes);
    }

    @Test
    void aLineTellsItsTimeWhereItIsAnotherThanBefore() {
        ZonedDateTime time = ZonedDateTime.of(2030, 1, 2, 3, 4, 5, 0, ZoneId.systemDefault());
        assertThat(html.message(at(time, "a\nb\nc"))
                        + html.message(at(time.plusSeconds(1), "c\nd\n"))
                        + html("e\n")
                        + html.message(at(time.plusSeconds(1), "f")))
                .isEqualTo("""
                        <i id="L1" data-time="03:04:05"></i>a
                        <i id="L2"></i>b
                        <i id="L3"></i>cc
                        <i id="L4" data-time="03:04:06"></i>d
                        <i id="L5" data-time=""></i>e
                        <i id="L6" data-time="03:04:06"></i>f""");
    }

    private static TimedMessage at(ZonedDateTime time, String bytes) {
        return new TimedMessage(ConsoleMessage.Bytes.of(bytes), Optional.of(time.toInstant()));
    }

    @Test
    void textIsWhatThePageShows() {
        TextOutput text = new TextOutput();

        assertThat(text.message(ConsoleMessage.Bytes.of("\u001b[31m<a>\r\n"))
                        + text.message(new ConsoleMessage.RawEnable())
                        + text.message(new ConsoleMessage.Log(LogLevel.INFO, "b"))
                        + text.message(new ConsoleMessage.Bytes(new byte[] {(byte) 0xc3}))
                        + text.end())
                .isEqualTo("<a>\nLOG: 20:b\n\ufffd");
    }

    @Test
    void whatIsLoggedEndsItsLineWhateverItHolds() {
        TextOutput text = new TextOutput();
        for (String cut : new String[] {"a\u001b", "a\u001b[3", "a\u001b]0;title"}) {
            assertThat(text.message(new ConsoleMessage.Log(LogLevel.INFO, cut))).isEqualTo("LOG: 20:a\n");
            assertThat(visible(html(LogLevel.INFO, cut))).isEqualTo("LOG: 20:a\n");
        }
    }
}
