package fatbuildr.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every option there is, with its default (config.md section 1.4): the source of the compiled-in defaults and of the
 * vendor file.
 */
final class Options {
    private static final String LIB = "/var/lib/fatbuildr/";
    private static final String SHARE = "/usr/share/fatbuildr/";

    static final List<Option> ALL = all();

    private Options() {}

    /** The defaults as the lowest layer of the configuration. */
    static Map<String, Map<String, IniEntry>> defaults() {
        Map<String, Map<String, IniEntry>> layer = new LinkedHashMap<>();
        for (Option option : ALL) {
            Map<String, IniEntry> section = layer.computeIfAbsent(option.section(), _ -> new LinkedHashMap<>());
            option.value().ifPresent(value -> section.put(option.key(), new IniEntry(value, "built-in default", 0)));
        }
        return layer;
    }

    static Set<String> sections() {
        return ALL.stream().map(Option::section).collect(Collectors.toSet());
    }

    static Set<String> keys(String section) {
        return ALL.stream()
                .filter(option -> option.section().equals(section))
                .map(Option::key)
                .collect(Collectors.toSet());
    }

    private static List<Option> all() {
        List<Option> options = new ArrayList<>(system());
        options.addAll(FormatOptions.DEB);
        options.addAll(FormatOptions.RPM);
        options.addAll(FormatOptions.OSI);
        return List.copyOf(options);
    }

    private static List<Option> system() {
        List<Option> options = new ArrayList<>();
        options.addAll(List.of(
                Option.of("dirs", "instances", "/etc/fatbuildr/instances.d", "Directory of the instance definitions."),
                Option.of("dirs", "registry", LIB + "registry", "Root of the published repositories."),
                Option.of("dirs", "cache", "/var/cache/fatbuildr", "Root of the caches of source archives."),
                Option.of("dirs", "tmp", "/var/tmp", "Temporary files of the daemon."),
                Option.of("daemon", "debug", "no", "Log debug messages, and write those of tasks into their output."),
                Option.of("daemon", "fulldebug", "no", "Log debug messages of libraries too."),
                Option.of("web", "debug", "no", "Log debug messages of the web application."),
                Option.of("web", "host", "localhost", "Address to listen on, 0.0.0.0 for all interfaces."),
                Option.of("web", "port", "5000", "TCP port to listen on."),
                Option.of("web", "instance", "all", "The only instance served, or all."),
                Option.of("web", "listing", "yes", "List directories of published repositories."),
                Option.of("web", "vendor_templates", SHARE + "web/templates", "HTML templates."),
                Option.of("web", "templates", "/etc/fatbuildr/web/templates", "Site's HTML templates, searched first."),
                Option.of("web", "static", SHARE + "web/static", "Static files of the pages."),
                Option.of("web", "vendor_policy", SHARE + "web/policy.acl", "Default access policy."),
                Option.of(
                        "web",
                        "policy",
                        "/etc/fatbuildr/web/policy.acl",
                        "Site's access policy; where it exists the default one is not read."),
                Option.unset("web", "instance_header", """
                        Header with which a proxy on this machine names the instance that a host name stands for, such
                        as X-Fatbuildr-Instance; paths of such requests lack the instance. The proxy must set it in
                        every request, or remove it.""")));
        options.addAll(List.of(
                Option.of("images", "storage", LIB + "images", "Root of images and build environments."),
                Option.of("images", "defs", SHARE + "images", "Image definitions."),
                Option.of("images", "formats", "rpm,deb,osi", "Formats enabled on this machine."),
                Option.of("images", "create_cmd", FormatOptions.CREATE_IMAGE, "Creates an image."),
                Option.of(
                        "registry",
                        "conf",
                        SHARE + "registry",
                        "Kept for compatibility, repositories need no templates."),
                Option.of("registry", "keep_versions", "1", "Versions of a package kept in a deb repository."),
                Option.of(
                        "registry",
                        "keep_indexes",
                        "1d",
                        "How long replaced index files stay available by their hash."),
                Option.of("tasks", "workspaces", LIB + "workspaces", "Root of the directories of tasks."),
                Option.of(
                        "tasks",
                        "purge",
                        "last:100",
                        "Tasks kept by a history purge: older:AGE, last:COUNT, each:COUNT or size:SIZE."),
                Option.unset("tasks", "hook", "Program run before and after each task."),
                Option.of("tasks", "workers", "1", "Tasks of an instance run side by side."),
                Option.of(
                        "tasks",
                        "detach_timeout",
                        "14400",
                        "Seconds after which an interactive task ends that nobody is attached to,\n0 for never.")));
        options.addAll(List.of(
                Option.of("containers", "exec", "/usr/bin/systemd-nspawn", "Starts containers."),
                Option.of("containers", "init_opts", "", "More options for containers of image and environment tasks."),
                Option.of(
                        "containers",
                        "opts",
                        "--quiet --resolv-conf=replace-host --register=no --keep-unit",
                        "More options for every container."),
                Option.of("containers", "seccomp", "yes", "Filter system calls of containers."),
                Option.of("keyring", "storage", LIB + "keyring", "Root of the keyrings."),
                Option.of("keyring", "type", "rsa", "Algorithm of new keys, rsa or ed25519."),
                Option.of("keyring", "size", "4096", "Size of new rsa keys in bits, 2048 to 8192."),
                Option.of("keyring", "expires", "no", "Validity of new keys such as 90d, 6w, 3m or 2y; no for ever."),
                Option.of(
                        "keyring",
                        "seeder",
                        "/usr/lib/gnupg/gpg-preset-passphrase",
                        "Kept for compatibility, keys are used without an agent."),
                Option.of("tokens", "storage", LIB + "tokens", "Root of the keys that sign tokens."),
                Option.of("tokens", "duration", "30", "Validity of tokens in days."),
                Option.of("tokens", "algorithm", "HS256", "HS256, HS384 or HS512."),
                Option.of("tokens", "audience", "fatbuildr", "Audience of tokens."),
                Option.unset(
                        "oidc",
                        "issuer",
                        "Address of an OpenID provider for browsers to sign in with; its callback address is\n"
                                + "/login/callback of this server."),
                Option.unset("oidc", "client_id", "Name of this server at the provider."),
                Option.unset("oidc", "client_secret_file", "File with the client's secret, if it has one."),
                Option.of(
                        "oidc",
                        "user_claim",
                        "preferred_username",
                        "What the provider tells that is taken for the name of the user in the access policy."),
                Option.of("oidc", "scopes", "openid profile", "Scopes to ask the provider for.")));
        return options;
    }
}
