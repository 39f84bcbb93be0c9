package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job with a real source: GNU hello, from Debian's own archive to {@code apt-get install}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HelloIT {
    private static Site site;
    private static HelloSource hello;
    private static Path definitions;
    private static String full;

    @BeforeAll
    static void start() {
        site = Site.start("hello").withEnvironment();
        hello = HelloSource.open(site.directory.getParent());
        definitions = site.directory.resolve("definitions");
        full = hello.version() + "-1.deb12";
    }

    @AfterAll
    static void stop() {
        try {
            hello.close();
        } finally {
            site.close();
        }
    }

    @Test
    @Order(1)
    void buildsAndPublishes() {
        hello.writeDefinition(definitions);
        String output = site.build(definitions, "hello", "First build").succeeded();
        assertThat(output).contains("Submitted hello build task ", "Task succeeded");
        // The reports of the packages: lintian's and their contents.
        assertThat(output).contains("lintian", "./usr/bin/hello");
        assertThat(listed("main")).contains("name: hello\n  architecture: x86_64\n  version: " + full);
    }

    @Test
    @Order(2)
    void aSecondBuildIncrementsTheReleaseAndKeepsTheChangelog() throws IOException {
        site.build(definitions, "hello", "Second build").succeeded();
        assertThat(listed("main")).contains(full + "+build0").doesNotContain(full + "\n");
        AptClient client = new AptClient(site, "second", "main");
        client.apt("apt-get", "update").succeeded();
        client.apt("apt-get", "download", "hello").succeeded();
        Command.run(client.directory(), "sh", "-c", "dpkg-deb -x hello_*.deb unpacked")
                .succeeded();
        String changelog = Command.run(
                        client.directory(), "sh", "-c", "zcat unpacked/usr/share/doc/hello/changelog.Debian.gz")
                .succeeded();
        assertThat(changelog)
                .startsWith("hello (" + full + "+build0) " + Site.CODENAME + "; urgency=medium\n\n  * Second build\n")
                .contains("hello (" + full + ") " + Site.CODENAME + "; urgency=medium\n\n  * First build\n")
                .contains(" -- Ada Tester <ada@fatbuildr.invalid>  ");
    }

    @Test
    @Order(3)
    void aDerivativeIsPublishedBesideMain() {
        site.build(definitions, "hello", "For next", "--derivative", "next").succeeded();
        assertThat(listed("next")).contains("version: " + full + "\n");
        assertThat(listed("main")).contains("version: " + full + "+build0\n");
    }

    @Test
    @Order(4)
    void aPatchChangesTheProgram() throws IOException {
        Path patches = Files.createDirectories(definitions.resolve("hello/patches/" + hello.version()));
        Path source = Files.createDirectories(site.directory.resolve("patching"));
        Command.run(source, "sh", "-c", "tar -xf ../../hello/served/*.tar.gz --strip-components=1 && cp -r src src.old")
                .succeeded();
        Command.run(source, "sed", "-i", "s/\"Hello, world!\"/\"Hello, patched world!\"/", "src/hello.c")
                .succeeded();
        String diff = Command.run(source, "diff", "-u", "src.old/hello.c", "src/hello.c")
                .output()
                .replaceFirst("--- src.old/hello.c.*", "--- a/src/hello.c")
                .replaceFirst("\\+\\+\\+ src/hello.c.*", "+++ b/src/hello.c");
        assertThat(diff).contains("patched world");
        Files.writeString(
                patches.resolve("0001-patched-world"),
                "Description: Greet a patched world\nAuthor: Ada Tester <ada@fatbuildr.invalid>\nFormats: deb\n\n"
                        + diff);
        // The patch changes the program's output, which its own test suite checks.
        Path rules = definitions.resolve("hello/deb/rules");
        Files.writeString(rules, Files.readString(rules) + "\noverride_dh_auto_test:\n\ttrue\n");
        site.build(definitions, "hello", "With a patch").succeeded();
        AptClient client = new AptClient(site, "patched", "main");
        client.apt("apt-get", "update").succeeded();
        client.apt("apt-get", "download", "hello").succeeded();
        Command.run(client.directory(), "sh", "-c", "dpkg-deb -x hello_*.deb unpacked")
                .succeeded();
        assertThat(Command.run(client.directory(), "unpacked/usr/bin/hello").succeeded())
                .contains("Hello, patched world!");
    }

    @Test
    @Order(5)
    void aBrokenRuleFailsTheTaskAndPublishesNothing() throws IOException {
        String before = listed("main");
        Path rules = definitions.resolve("hello/deb/rules");
        String working = Files.readString(rules);
        Files.writeString(rules, working + "\noverride_dh_auto_build:\n\techo the rule is broken >&2; exit 3\n");
        Command broken = site.build(definitions, "hello", "With a broken rule");
        // peer-defect-6: the followed task failed, and so does the client.
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.output()).contains("the rule is broken", "Task failed");
        assertThat(listed("main")).isEqualTo(before);
        Files.writeString(rules, working);
        // peer-defect-2: the next task runs.
        site.build(definitions, "hello", "Mended").succeeded();
        assertThat(listed("main")).contains(full + "+build2");
    }

    @Test
    @Order(6)
    void aptUsesTheRepositoryInEveryWay() throws IOException {
        AptClient client = new AptClient(site, "all", "main", "next");
        assertThat(client.apt("apt-get", "update").succeeded()).doesNotContain("W:", "E:");
        client.apt("apt-get", "source", "hello").succeeded();
        assertThat(Files.isDirectory(client.directory().resolve("hello-" + hello.version())))
                .isTrue();
        for (List<String> line : List.of(
                List.of("gpgv", "--keyring", "key.gpg", "InRelease"),
                List.of("gpgv", "--keyring", "key.gpg", "Release.gpg", "Release"))) {
            Path published = site.registry().resolve("dists/" + Site.CODENAME);
            Command.run(
                            published,
                            "sh",
                            "-c",
                            "gpg --dearmor < " + client.directory().resolve("key.asc") + " > /tmp/e2e-key.gpg")
                    .succeeded();
            Command.run(
                            published,
                            line.stream()
                                    .map(word -> word.equals("key.gpg") ? "/tmp/e2e-key.gpg" : word)
                                    .toList())
                    .succeeded();
        }
        CleanRoot root = new CleanRoot(site);
        // The release has a hello of its own, with a higher revision.
        String ours = "hello=" + full + "+build2";
        assertThat(root.run("apt-get install -y -qq " + ours + " >/dev/null && hello"))
                .contains("Hello, patched world!");
        root.run("apt-get build-dep -y -qq " + ours + " >/dev/null && dpkg -s debhelper >/dev/null");
    }

    @Test
    @Order(7)
    void historyTellsTheTruth() {
        String history = site.ctl("history").succeeded();
        // peer-defect-7 and peer-defect-8: real results and real submission times.
        assertThat(history).contains("result: success", "result: failed").doesNotContain("result: unknown");
    }

    /** Debian's package becomes a definition, that is edited in the patch queue and built. */
    @Test
    @Order(8)
    void anImportedSourcePackageIsBuilt() throws IOException {
        Path imported = Files.createDirectories(site.directory.resolve("imported"));
        Path tarballs = Files.createDirectories(site.directory.resolve("tarballs"));
        Command.run(
                        site.directory,
                        List.of(
                                Site.TREE.resolve("share/utils/import-dsc").toString(),
                                "--dest",
                                imported.toString(),
                                "--tarballs-dest",
                                tarballs.toString(),
                                "--source",
                                hello.url(),
                                hello.dsc().toString()))
                .succeeded();
        Path shell = Files.writeString(
                site.directory.resolve("patch-shell"), "#!/bin/sh\necho more >>README\ngit commit -q -a -m readme\n");
        Command.run(site.directory, "chmod", "+x", shell.toString()).succeeded();
        Command.run(
                        site.directory,
                        List.of(
                                "env",
                                "SHELL=" + shell,
                                "HOME=" + site.directory,
                                Site.TREE.resolve("bin/fatbuildrctl").toString(),
                                "patches",
                                "-a",
                                "hello",
                                "-b",
                                imported.toString(),
                                "-n",
                                "Ada Tester",
                                "-e",
                                "ada@fatbuildr.invalid"))
                .succeeded();
        assertThat(imported.resolve("hello/patches/" + hello.version() + "/0001-readme"))
                .exists();
        assertThat(site.build(imported, "hello", "Imported").succeeded()).contains("Task succeeded");
        String revision = hello.dsc().getFileName().toString().replaceAll(".*-(.*)\\.dsc", "$1");
        assertThat(listed("main")).contains("version: " + hello.version() + "-" + revision + ".deb12");
    }

    private static String listed(String derivative) {
        return site.ctl("registry", "list", "-d", Site.CODENAME, "--derivative", derivative)
                .succeeded();
    }
}
