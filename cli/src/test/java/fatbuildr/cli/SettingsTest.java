package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.cli.bus.BusUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URI precedence and preferences: port 1 of several hosts never answers, so the message names the one chosen. */
final class SettingsTest {
    @TempDir
    Path home;

    private void preferences(String text) throws IOException {
        Files.createDirectories(home.resolve(".config"));
        Files.writeString(home.resolve(".config/fatbuildr.ini"), text);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://o.invalid/a, http://v.invalid/b, http://p.invalid/c, http://o.invalid/a, option --uri",
                "-, http://v.invalid/b, http://p.invalid/c, http://v.invalid/b, variable FATBUILDR_URI",
                "-, -, http://p.invalid/c, http://p.invalid/c, preferences file",
                "-, '', http://p.invalid/c///, http://p.invalid/c, preferences file",
                "-, -, -, dbus://system/default, built-in default",
            })
    void theUriComesFrom(String option, String variable, String preference, String used, String origin)
            throws IOException {
        if (preference != null) {
            preferences("[prefs]\nuri = " + preference + "\n");
        }
        Ctl ctl = new Ctl(home);
        if (variable != null) {
            ctl.with("FATBUILDR_URI", variable);
        }
        Ctl.Outcome outcome = option == null ? ctl.run("list") : ctl.run("--uri", option, "list");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(used).contains(origin);
    }

    @Test
    void aMissingBusIsNamedWithTheWayOut() {
        assertThat(new Ctl(home).run("list")).isEqualTo(new Ctl.Outcome(1, "", """
                ERROR ⸬ server error: unable to reach dbus://system/default (built-in default): no message bus at \
                unix:path=%s/no-bus: No such file or directory
                hint: dbus:// is for the daemon of this machine; for another one give its web address with \
                --uri https://HOST/INSTANCE or FATBUILDR_URI
                """.formatted(home)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbus://system", "dbus://system/", "dbus:///", "DBUS:/"})
    void aBusAddressNamesAnInstance(String uri) {
        assertThat(new Ctl(home).run("--uri", uri, "list"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "ERROR ⸬ runtime error: URI " + uri
                                + " (option --uri) names no instance\nhint: use dbus://system/INSTANCE\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbus:default", "dbus://x/default/", "dbus:///default", "dbus://system/default"})
    void theAuthorityOfABusAddressIsIgnored(String uri) {
        assertThat(BusUri.parse(uri, "test").instance()).isEqualTo("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/lab", "lab", "http:///lab", "http://h h/lab", "http://h/lab?x", "http://h/lab#x"})
    void otherAddressesAreRefused(String uri) {
        Ctl.Outcome outcome = new Ctl(home).run("--uri", uri, "list");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("ERROR ⸬ runtime error: URI " + uri + " (option --uri)");
    }

    @Test
    void thePreferencesFileMayBeNamedOrLieElsewhere() throws IOException {
        Files.createDirectory(home.resolve("xdg"));
        Files.writeString(home.resolve("xdg/fatbuildr.ini"), "[prefs]\nuri=http://xdg.invalid/a\n");
        Files.writeString(home.resolve("mine.ini"), "[prefs]\nuri: http://mine.invalid/a\n");
        Ctl ctl = new Ctl(home).with("XDG_CONFIG_HOME", home.resolve("xdg").toString());
        assertThat(ctl.run("list").err()).contains("http://xdg.invalid/a");
        assertThat(ctl.run("--preferences", "~/mine.ini", "list").err()).contains("http://mine.invalid/a");
        assertThat(ctl.run("--preferences", "~/none.ini", "list").err()).contains("dbus://");
    }

    @Test
    void valuesAreLiteralButDoubledPercentSigns() {
        Path file = home.resolve("p.ini");
        write(file, """
                # comment
                ; comment
                [prefs]
                Message = 100%% of ${x} %(y)s # kept
                empty =
                [user]
                name:  Alice = Ray\s
                """);
        Preferences preferences = Preferences.load(file);
        assertThat(preferences.get("prefs", "message")).contains("100% of ${x} %(y)s # kept");
        assertThat(preferences.get("user", "name")).contains("Alice = Ray");
        assertThat(preferences.get("prefs", "empty")).isEmpty();
        assertThat(preferences.get("prefs", "name")).isEmpty();
    }

    @Test
    void indentedLinesGoOnWithAValue() {
        Path file = home.resolve("p.ini");
        write(file, """
                [prefs]
                  message = First line
                    # not this one
                    uri: second line, 100%%
                  uri = http://h.invalid/lab
                """);
        Preferences preferences = Preferences.load(file);
        assertThat(preferences.get("prefs", "message")).contains("First line\nuri: second line, 100%");
        assertThat(preferences.get("prefs", "uri")).contains("http://h.invalid/lab");
    }

    @ParameterizedTest
    @CsvSource({
        "'[prefs]\nnonsense\n', 'line 2: neither [section] nor key = value'",
        "'uri = x\n', 'line 1: key before the first [section]'",
    })
    void aBrokenFileIsNamedWithItsLine(String text, String reason) throws IOException {
        preferences(text);
        assertThat(new Ctl(home).run("list").err())
                .isEqualTo("ERROR ⸬ runtime error: preferences file " + home.resolve(".config/fatbuildr.ini") + ", "
                        + reason + "\n");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
