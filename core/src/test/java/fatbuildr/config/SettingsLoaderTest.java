package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void vendorFileIsMandatorySiteFileIsNot() throws IOException {
        Path missing = directory.resolve("none.ini");
        assertThatThrownBy(() -> SettingsLoader.load(missing, missing))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("Configuration file " + missing + " does not exist");
        Path vendor = Files.writeString(directory.resolve("vendor.ini"), "");
        assertThat(SettingsLoader.load(vendor, missing).settings()).isEqualTo(ConfigFiles.defaults());
    }

    @Test
    void siteReplacesOptionByOption() {
        Settings settings = load("[dirs]\ncache = /vendor/cache\ntmp = /vendor/tmp\n", "[dirs]\ntmp = /site/tmp\n");
        assertThat(settings.dirs().cache()).isEqualTo(Path.of("/vendor/cache"));
        assertThat(settings.dirs().tmp()).isEqualTo(Path.of("/site/tmp"));
        assertThat(settings.dirs().instances()).isEqualTo(Path.of("/etc/fatbuildr/instances.d"));
    }

    @Test
    void referencesSeeTheMergedConfiguration() {
        Settings settings = load("", "[format:rpm]\nbuilder = /opt/mock\n[tokens]\naudience = ${web:host}\n");
        assertThat(settings.formats().get("rpm").initCommands().getLast().words())
                .containsExactly("/opt/mock", "--init", "--root={{ name }}");
        assertThat(settings.tokens().audience()).isEqualTo("localhost");
    }

    @Test
    void unknownSectionsAndOptionsAreWarnedAboutWithTheNameMeant() {
        List<String> warnings = ConfigFiles.load(directory, "", """
                        [DEFAULT]
                        free = 1
                        [web]
                        prot = 80
                        [wbe]
                        port = 80
                        [zebra]
                        x = ${y}
                        [empty]
                        """).warnings();
        String site = directory.resolve("site.ini").toString();
        assertThat(warnings)
                .containsExactly(
                        site + ":4: [web] unknown option prot, ignored; port was meant?",
                        site + ":6: unknown section [wbe], ignored; [web] was meant?",
                        site + ":8: unknown section [zebra], ignored",
                        site + ": unknown section [empty], ignored");
    }

    @Test
    void everyValueInForceCanBeShown() {
        List<String> effective = ConfigFiles.load(directory, "", "[format:rpm]\nbuilder = /opt/mock\n")
                .effective();
        assertThat(effective)
                .contains(
                        "[images] formats = rpm,deb,osi",
                        "[web] templates = /etc/fatbuildr/web/templates",
                        "[format:rpm] env_update_cmds = /opt/mock --update --root={{ name }}")
                .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
        assertThat(effective).noneMatch(line -> line.startsWith("[tasks] hook"));
    }

    @Test
    void missingHookIsAWarning() {
        assertThat(ConfigFiles.load(directory, "", "[tasks]\nhook = /nonexistent/hook\n")
                        .warnings())
                .containsExactly("[tasks] hook = /nonexistent/hook: there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            web        | port                 | high         | an integer is expected
            web        | port                 | 99999        | an integer between 0 and 65535 is expected
            web        | host                 |              | a value is required
            web        | listing              | maybe        | yes or no is expected
            daemon     | debug                | 2            | yes or no is expected
            dirs       | cache                |              | a value is required
            images     | formats              | rpm,apk      | unknown format apk, known are rpm, deb, osi
            images     | formats              | ,            | at least one format is required
            images     | create_cmd           | a 'b         | a quote is not closed
            images     | create_cmd           | a && b       | one command is expected, not several joined by &&
            registry   | keep_versions        | 0            | an integer between 1 and 1000 is expected
            registry   | keep_indexes         | soon         | not a duration: a number with an optional unit, such as 90d, 6w, 3m or 2y
            tasks      | purge                | last         | policy:value is expected, such as last:100
            tasks      | purge                | size:5       | a number with the unit Mb, Gb, Tb, MB, GB or TB is expected, such as size:100GB
            tasks      | workers              | 0            | an integer between 1 and 1000 is expected
            tasks      | detach_timeout       | -1           | an integer between 0 and 31536000 is expected
            keyring    | expires              | yes          | a duration is required, such as 90d or 2y
            keyring    | size                 | 12           | an integer between 2048 and 8192 is expected
            keyring    | type                 | dsa          | rsa or ed25519 is expected
            oidc       | client_id            | a$b          | a $ must be followed by $ or {: $b
            tokens     | algorithm            | none         | HS256, HS384 or HS512 is expected
            tokens     | duration             | 0            | an integer between 1 and 36500 is expected
            tokens     | audience             | ${nowhere}   | reference to an unknown option: ${nowhere}
            tokens     | audience             | 5$           | a $ must be followed by $ or {: $
            format:deb | env_path             | {{ name }}   | an absolute path is expected
            format:deb | init_cmds            | a && && b    | a command is empty
            format:rpm | builder              |              | a value is required
            """)
    void errorsNameFileSectionOptionValueAndReason(String section, String key, String value, String reason) {
        String text = value == null ? "" : value;
        assertThatThrownBy(() -> load("", "[" + section + "]\n\n" + key + " = " + text + "\n"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(
                        directory.resolve("site.ini") + ":3: [" + section + "] " + key + " = " + text + ": " + reason);
    }

    /** The existing system makes GnuPG's name of an algorithm of both. */
    @Test
    void keyTypeAndSizeTogetherMayNameAnAlgorithm() {
        assertThat(load("", "[keyring]\ntype = ed\nsize = 25519\n").keyring().type())
                .isEqualTo("ed25519");
        assertThatThrownBy(() -> load("", "[keyring]\ntype = ed\nsize = 448\n"))
                .hasMessageContaining("[keyring] size = 448: an integer between 25519 and 25519 is expected");
    }

    @Test
    void missingOptionIsNamedWithTheFileOfItsSection() {
        assertThatThrownBy(() -> load("", "[oidc]\nissuer = https://id.example.org\n"))
                .hasMessage(directory.resolve("site.ini") + ": [oidc] client_id: the option is missing");
    }

    @Test
    void multiLineValuesAreShownOnOneLine() {
        assertThatThrownBy(() -> load("", "[tasks]\npurge = last\n  :x\n"))
                .hasMessage(directory.resolve("site.ini")
                        + ":2: [tasks] purge = last :x: a number of tasks is expected, such as last:100");
    }

    @Test
    void filesThatAreNotTextAreRefused() throws IOException {
        Path file = Files.write(directory.resolve("bad.ini"), new byte[] {'[', (byte) 0xff, ']'});
        assertThatThrownBy(() -> SettingsLoader.load(file, file)).hasMessage(file + ": the file is not UTF-8 text");
        assertThatThrownBy(() -> SettingsLoader.load(directory, file)).hasMessageContaining("cannot be read");
    }

    @Test
    void defaults() {
        Settings settings = ConfigFiles.defaults();
        assertThat(settings.dirs())
                .isEqualTo(new Settings.Dirs(
                        Path.of("/etc/fatbuildr/instances.d"),
                        Path.of("/var/lib/fatbuildr/registry"),
                        Path.of("/var/cache/fatbuildr"),
                        Path.of("/var/tmp")));
        assertThat(settings.daemon()).isEqualTo(new Settings.Daemon(false, false));
        assertThat(settings.web())
                .isEqualTo(new Settings.Web(
                        false,
                        "localhost",
                        5000,
                        "all",
                        true,
                        Path.of("/usr/share/fatbuildr/web/templates"),
                        Path.of("/etc/fatbuildr/web/templates"),
                        Path.of("/usr/share/fatbuildr/web/static"),
                        Path.of("/usr/share/fatbuildr/web/policy.acl"),
                        Path.of("/etc/fatbuildr/web/policy.acl"),
                        Optional.empty()));
        assertThat(settings.images().formats()).containsExactly("rpm", "deb", "osi");
        assertThat(settings.images().storage()).isEqualTo(Path.of("/var/lib/fatbuildr/images"));
        assertThat(settings.images().defs()).isEqualTo(Path.of("/usr/share/fatbuildr/images"));
        assertThat(settings.registry())
                .isEqualTo(new Settings.Registry(Path.of("/usr/share/fatbuildr/registry"), 1, Duration.ofDays(1)));
        assertThat(settings.tasks())
                .isEqualTo(new Settings.Tasks(
                        Path.of("/var/lib/fatbuildr/workspaces"),
                        new PurgePolicy.Last(100),
                        Optional.empty(),
                        1,
                        Optional.of(Duration.ofHours(4))));
        assertThat(settings.containers())
                .isEqualTo(new Settings.Containers(
                        Path.of("/usr/bin/systemd-nspawn"),
                        List.of(),
                        List.of("--quiet", "--resolv-conf=replace-host", "--register=no", "--keep-unit"),
                        true));
        assertThat(settings.keyring())
                .isEqualTo(new Settings.Keyring(
                        Path.of("/var/lib/fatbuildr/keyring"),
                        "rsa",
                        4096,
                        Optional.empty(),
                        Path.of("/usr/lib/gnupg/gpg-preset-passphrase")));
        assertThat(settings.tokens())
                .isEqualTo(new Settings.Tokens(
                        Path.of("/var/lib/fatbuildr/tokens"), Duration.ofDays(30), "HS256", "fatbuildr"));
        assertThat(settings.formats().keySet()).containsExactlyInAnyOrder("deb", "rpm", "osi");
        assertThat(settings.formats().get("deb").defaultMirror()).isEmpty();
        assertThat(settings.formats().get("osi").containerized()).isTrue();
        assertThat(settings.formats().get("osi").environmentPath()).isEmpty();
        assertThat(settings.formats().get("rpm").defaultModules()).isEmpty();
    }

    private Settings load(String vendor, String site) {
        return ConfigFiles.load(directory, vendor, site).settings();
    }
}
