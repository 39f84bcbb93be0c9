package fatbuildr.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Merged text to typed settings. */
final class SettingsReader {
    private static final Set<String> ALGORITHMS = Set.of("HS256", "HS384", "HS512");
    private static final Set<String> KEY_TYPES = Set.of("rsa", "ed25519", "ed");

    private final Ini ini;

    SettingsReader(Ini ini) {
        this.ini = ini;
    }

    Settings read() {
        Map<String, Settings.Format> formats = new LinkedHashMap<>();
        Settings.KNOWN_FORMATS.forEach(name -> formats.put(name, format(name)));
        return new Settings(
                dirs(),
                daemon(),
                web(),
                images(),
                registry(),
                tasks(),
                containers(),
                keyring(),
                tokens(),
                oidc(),
                formats);
    }

    private OptionReader section(String name) {
        return new OptionReader(ini, name);
    }

    private Settings.Dirs dirs() {
        OptionReader dirs = section("dirs");
        return new Settings.Dirs(dirs.path("instances"), dirs.path("registry"), dirs.path("cache"), dirs.path("tmp"));
    }

    private Settings.Daemon daemon() {
        OptionReader daemon = section("daemon");
        boolean full = daemon.flag("fulldebug");
        return new Settings.Daemon(daemon.flag("debug") || full, full);
    }

    private Settings.Web web() {
        OptionReader web = section("web");
        return new Settings.Web(
                web.flag("debug"),
                web.text("host"),
                web.integer("port", 0, 65_535),
                web.text("instance"),
                web.flag("listing"),
                web.path("vendor_templates"),
                web.path("templates"),
                web.path("static"),
                web.path("vendor_policy"),
                web.path("policy"),
                web.optional("instance_header", SettingsReader::header).filter(name -> !name.isEmpty()));
    }

    private Settings.Images images() {
        OptionReader images = section("images");
        return new Settings.Images(
                images.path("storage"),
                images.path("defs"),
                images.required("formats", SettingsReader::formats),
                images.command("create_cmd"));
    }

    private static List<String> formats(String text) {
        List<String> formats = OptionReader.commaList(text);
        for (String format : formats) {
            if (!Settings.KNOWN_FORMATS.contains(format)) {
                throw new IllegalArgumentException(
                        "unknown format " + format + ", known are " + String.join(", ", Settings.KNOWN_FORMATS));
            }
        }
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("at least one format is required");
        }
        return formats;
    }

    private Settings.Registry registry() {
        OptionReader registry = section("registry");
        return new Settings.Registry(
                registry.path("conf"),
                registry.integer("keep_versions", 1, 1000),
                registry.required("keep_indexes", Durations::age));
    }

    private Settings.Tasks tasks() {
        OptionReader tasks = section("tasks");
        return new Settings.Tasks(
                tasks.path("workspaces"),
                tasks.required("purge", PurgePolicy::parse),
                tasks.optional("hook", text -> text)
                        .filter(text -> !text.isBlank())
                        .flatMap(_ -> tasks.optional("hook", OptionReader::asPath)),
                tasks.integer("workers", 1, 1000),
                Optional.of(Duration.ofSeconds(tasks.integer("detach_timeout", 0, 31_536_000)))
                        .filter(Duration::isPositive));
    }

    private Settings.Containers containers() {
        OptionReader containers = section("containers");
        return new Settings.Containers(
                containers.path("exec"),
                containers.words("init_opts"),
                containers.words("opts"),
                containers.flag("seccomp"));
    }

    private Settings.Keyring keyring() {
        OptionReader keyring = section("keyring");
        Optional<Duration> expires = keyring.required("expires", Durations::validity);
        String type = keyring.required("type", SettingsReader::keyType);
        int size = switch (type) {
            case "rsa" -> keyring.integer("size", 2048, 8192);
            // As GnuPG's name of the algorithm is written in two options.
            case "ed" -> keyring.integer("size", 25_519, 25_519);
            default -> keyring.integer("size", 0, Integer.MAX_VALUE);
        };
        return new Settings.Keyring(
                keyring.path("storage"), type.equals("ed") ? "ed25519" : type, size, expires, keyring.path("seeder"));
    }

    private static String keyType(String text) {
        String type = text.toLowerCase(Locale.ROOT);
        if (!KEY_TYPES.contains(type)) {
            throw new IllegalArgumentException("rsa or ed25519 is expected");
        }
        return type;
    }

    private Settings.Tokens tokens() {
        OptionReader tokens = section("tokens");
        return new Settings.Tokens(
                tokens.path("storage"),
                Duration.ofDays(tokens.integer("duration", 1, 36_500)),
                tokens.required("algorithm", SettingsReader::algorithm),
                tokens.text("audience"));
    }

    /** Empty without issuer. */
    private Optional<Settings.Oidc> oidc() {
        OptionReader oidc = section("oidc");
        return oidc.optional("issuer", SettingsReader::issuer)
                .filter(issuer -> !issuer.isEmpty())
                .map(issuer -> new Settings.Oidc(
                        issuer,
                        oidc.text("client_id"),
                        oidc.optional("client_secret_file", String::strip)
                                .filter(file -> !file.isEmpty())
                                .map(Path::of),
                        oidc.text("user_claim"),
                        oidc.required("scopes", SettingsReader::scopes)));
    }

    /** In clear only to this machine itself: whoever could change what the provider says could be anybody. */
    private static String issuer(String text) {
        String issuer = text.strip();
        if (issuer.isEmpty()
                || issuer.matches(
                        "https://[^/?#\\s]+[^?#\\s]*|http://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?(/[^?#\\s]*)?")) {
            return issuer;
        }
        throw new IllegalArgumentException("an address that begins with https:// is expected");
    }

    private static List<String> scopes(String text) {
        List<String> scopes = CommandSplitter.words(text);
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("the scope openid is required");
        }
        return scopes;
    }

    private static String header(String text) {
        if (!text.matches("[A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("the name of a header is expected, such as X-Fatbuildr-Instance");
        }
        return text;
    }

    private static String algorithm(String text) {
        if (!ALGORITHMS.contains(text)) {
            throw new IllegalArgumentException("HS256, HS384 or HS512 is expected");
        }
        return text;
    }

    private Settings.Format format(String name) {
        OptionReader format = section("format:" + name);
        return new Settings.Format(
                name,
                format.text("builder"),
                format.optional("env_path", SettingsReader::environmentPath).orElse(""),
                format.commands("init_cmds"),
                format.optionalCommand("shell_cmd"),
                format.optionalCommand("exec_cmd"),
                format.optionalFlag("exec_tmpfile"),
                format.commands("img_update_cmds"),
                format.optionalFlag("img_create_use_sysusersd"),
                format.commands("env_update_cmds"),
                format.optionalFlag("env_as_root"),
                format.optional("env_default_mirror", String::strip).filter(mirror -> !mirror.isEmpty()),
                format.words("env_default_components"),
                format.words("env_default_modules"),
                format.words("prescript_deps"),
                format.optional("containerized", text -> text).isEmpty() || format.flag("containerized"),
                format.optionalFlag("lintian"));
    }

    private static String environmentPath(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("an absolute path is expected");
        }
        return text;
    }
}
