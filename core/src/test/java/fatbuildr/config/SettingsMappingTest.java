package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every option of the file arrives in the field that is its own. */
final class SettingsMappingTest {
    private static final String EVERYTHING = """
            [dirs]
            instances = /i
            registry = /r
            cache = /c
            tmp = /t
            [daemon]
            debug = no
            fulldebug = on
            [web]
            debug = yes
            host = 0.0.0.0
            port = 80
            instance = lab
            listing = off
            vendor_templates = /vt
            templates = /te
            static = /st
            vendor_policy = /vp
            policy = /po
            instance_header = X-Inst
            [images]
            storage = /is
            defs = /id
            formats = deb , osi,
            create_cmd = make '{{ path }}'
            [registry]
            conf = /rc
            keep_versions = 3
            keep_indexes = 12h
            [tasks]
            workspaces = /w
            purge = each:4
            hook = /hook
            workers = 6
            detach_timeout = 90
            [containers]
            exec = /e
            init_opts = --a 'b c'
            opts =
            seccomp = no
            [keyring]
            storage = /k
            type = Ed25519
            size = 2048
            expires = 2y
            seeder = /s
            [tokens]
            storage = /tok
            duration = 7
            algorithm = HS512
            audience = me
            [oidc]
            issuer = https://login.invalid/realm
            client_id = fb
            client_secret_file = /sec
            user_claim = uid
            scopes = openid email
            [format:deb]
            builder = /b
            env_path = /env/{{ name }}
            init_cmds = i1 x && i2
            shell_cmd = sh
            exec_cmd = ex
            exec_tmpfile = no
            img_update_cmds = up
            img_create_use_sysusersd = no
            env_update_cmds = eu
            env_as_root = no
            env_default_mirror = http://mirror.invalid/debian
            env_default_components = main extra
            prescript_deps = p1  p2
            lintian = no
            [format:rpm]
            env_default_modules = nodejs:16 perl
            [format:osi]
            containerized = no
            """;

    @Test
    void everyOption(@TempDir Path directory) {
        SettingsLoader.Loaded loaded = ConfigFiles.load(directory, EVERYTHING, "");
        Settings settings = loaded.settings();
        assertThat(loaded.warnings()).containsExactly("[tasks] hook = /hook: there is no such file");
        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("formats")
                .isEqualTo(new Settings(
                        new Settings.Dirs(Path.of("/i"), Path.of("/r"), Path.of("/c"), Path.of("/t")),
                        new Settings.Daemon(true, true),
                        new Settings.Web(
                                true,
                                "0.0.0.0",
                                80,
                                "lab",
                                false,
                                Path.of("/vt"),
                                Path.of("/te"),
                                Path.of("/st"),
                                Path.of("/vp"),
                                Path.of("/po"),
                                Optional.of("X-Inst")),
                        new Settings.Images(
                                Path.of("/is"), Path.of("/id"), List.of("deb", "osi"), words("make", "{{ path }}")),
                        new Settings.Registry(Path.of("/rc"), 3, Duration.ofHours(12)),
                        new Settings.Tasks(
                                Path.of("/w"),
                                new PurgePolicy.Each(4),
                                Optional.of(Path.of("/hook")),
                                6,
                                Optional.of(Duration.ofSeconds(90))),
                        new Settings.Containers(Path.of("/e"), List.of("--a", "b c"), List.of(), false),
                        new Settings.Keyring(
                                Path.of("/k"), "ed25519", 2048, Optional.of(Duration.ofDays(730)), Path.of("/s")),
                        new Settings.Tokens(Path.of("/tok"), Duration.ofDays(7), "HS512", "me"),
                        Optional.of(new Settings.Oidc(
                                "https://login.invalid/realm",
                                "fb",
                                Optional.of(Path.of("/sec")),
                                "uid",
                                List.of("openid", "email"))),
                        Map.of()));
        assertThat(settings.formats().get("deb"))
                .isEqualTo(new Settings.Format(
                        "deb",
                        "/b",
                        "/env/{{ name }}",
                        List.of(words("i1", "x"), words("i2")),
                        Optional.of(words("sh")),
                        Optional.of(words("ex")),
                        false,
                        List.of(words("up")),
                        false,
                        List.of(words("eu")),
                        false,
                        Optional.of("http://mirror.invalid/debian"),
                        List.of("main", "extra"),
                        List.of(),
                        List.of("p1", "p2"),
                        true,
                        false));
        assertThat(settings.formats().get("rpm").defaultModules()).containsExactly("nodejs:16", "perl");
        assertThat(settings.formats().get("osi").containerized()).isFalse();
    }

    @Test
    void theTextAboveHoldsEveryOptionThereIs() {
        Map<String, Map<String, IniEntry>> file = IniParser.parse("f.ini", EVERYTHING);
        for (Option option : Options.ALL) {
            assertThat(file.entrySet())
                    .as("[%s] %s", option.section(), option.key())
                    .anySatisfy(section -> {
                        assertThat(section.getKey()).startsWith(option.section().replaceFirst(":.*", ""));
                        assertThat(section.getValue()).containsKey(option.key());
                    });
        }
    }

    private static CommandTemplate words(String... words) {
        return new CommandTemplate(List.of(words));
    }
}
