package fatbuildr.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration files of a daemon whose data stays below a directory of a test. */
record Site(Path root) {
    static Site in(Path root) throws IOException {
        Site site = new Site(root);
        Files.createDirectories(root.resolve("instances.d"));
        Files.writeString(site.vendor(), "");
        site.configure(0, "");
        site.define("lab", "formats: {deb: [{name: trixie, env: trixie, tag: deb13}]}");
        return site;
    }

    Path vendor() {
        return root.resolve("vendor.ini");
    }

    Path ini() {
        return root.resolve("site.ini");
    }

    Path ready() {
        return root.resolve("ready");
    }

    Path workspaces() {
        return root.resolve("work/workspaces");
    }

    String[] arguments() {
        return new String[] {
            "--vendor-config",
            vendor().toString(),
            "--site-config",
            ini().toString(),
            "--ready-file",
            ready().toString()
        };
    }

    void configure(int port, String more) throws IOException {
        Files.writeString(ini(), """
                [dirs]
                instances = ROOT/instances.d
                registry = ROOT/registry
                cache = ROOT/cache
                tmp = ROOT/tmp
                [web]
                host = 127.0.0.1
                port = %d
                vendor_policy = POLICY
                vendor_templates = PAGES/templates
                static = PAGES/static
                [images]
                storage = ROOT/images
                formats = deb
                [tasks]
                workspaces = ROOT/work/workspaces
                [keyring]
                storage = ROOT/keyring
                size = 2048
                [tokens]
                storage = ROOT/tokens
                %s
                """.formatted(port, more)
                .replace("ROOT", root.toString())
                .replace("PAGES", absolute("../web/src/main/pages"))
                .replace("POLICY", absolute("../dist/src/main/share/web/policy.acl")));
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    void define(String id, String formats) throws IOException {
        Files.writeString(
                root.resolve("instances.d/" + id + ".yml"),
                "name: Lab packages\ngpg: {name: Lab Bot, email: bot@lab.example}\n" + formats + "\n");
    }
}
