package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.artifact.ArtifactDefinition;
import fatbuildr.artifact.ArtifactName;
import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.artifact.DefinitionLoader;
import fatbuildr.artifact.PatchDirectories;
import fatbuildr.artifact.SourceId;
import fatbuildr.cli.program.Program;
import fatbuildr.cli.source.FileDigests;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source packages made by dpkg-source and rpmbuild become definitions. */
final class ImportTest {
    private static final SourceId ACME = SourceId.parse("acme");
    private static final Templates TEMPLATES = new Templates(ZoneOffset.UTC);
    private static final String DIFF = "--- a/main.c\n+++ b/main.c\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n";

    @TempDir
    Path home;

    @BeforeEach
    void directories() throws IOException {
        Files.createDirectory(home.resolve("definitions"));
        Files.createDirectory(home.resolve("tarballs"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private void run(Path directory, String... command) {
        Program.of(directory, command).with("HOME", home.toString()).succeed(String.join(" ", command));
    }

    private Path archive(String name, String top, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(home.resolve("made").resolve(top).resolve(file.getKey()), file.getValue());
        }
        run(home.resolve("made"), "tar", "-czf", home.resolve(name).toString(), top);
        return home.resolve(name);
    }

    private Ctl.Outcome importDsc(String... more) {
        List<String> line = Stream.concat(
                        Stream.of("--dest", home + "/definitions", "--tarballs-dest", home + "/tarballs"),
                        Stream.of(more))
                .toList();
        return new Ctl(home).run(ImportCommand.dsc(), line.toArray(String[]::new));
    }

    private Ctl.Outcome importRpm(String... more) {
        List<String> line = Stream.concat(
                        Stream.of(
                                "--author",
                                "Alice Ray",
                                "--email",
                                "alice@lab.example",
                                "--dest",
                                home + "/definitions"),
                        Stream.concat(Stream.of("--tarballs-dest", home + "/tarballs"), Stream.of(more)))
                .toList();
        return new Ctl(home).run(ImportCommand.sourceRpm(), line.toArray(String[]::new));
    }

    private Path definition() {
        return home.resolve("definitions/acme");
    }

    private ArtifactDefinition loaded() {
        return DefinitionLoader.load(definition(), ArtifactName.parse("acme"), warning -> {
            throw new AssertionError(warning);
        });
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
    }

    /** A quilt package with two patches whose order is not that of their names. */
    private Path quilt(String watch) throws IOException {
        archive("acme_3.1.orig.tar.gz", "acme-3.1", Map.of("main.c", "one\ntwo\nthree\n"));
        archive("acme_3.1.orig-icons.tar.gz", "icons", Map.of("i.svg", "icon\n"));
        Path tree = home.resolve("made/acme-3.1");
        Files.createDirectories(tree.resolve("icons"));
        Files.copy(home.resolve("made/icons/i.svg"), tree.resolve("icons/i.svg"));
        packaging(tree, "3.0 (quilt)", "1:3.1-2+lab1");
        write(tree.resolve("debian/watch"), watch);
        write(tree.resolve("debian/patches/z-first"), "Description: first\n\n" + DIFF);
        write(
                tree.resolve("debian/patches/sub/a-second"),
                DIFF.replace("two", "TWO").replace("+TWO", "+2"));
        write(tree.resolve("debian/patches/series"), "# order\nz-first\nsub/a-second # why\n");
        run(home, "dpkg-source", "--build", "made/acme-3.1");
        return home.resolve("acme_3.1-2+lab1.dsc");
    }

    private static void packaging(Path tree, String format, String version) throws IOException {
        write(tree.resolve("debian/source/format"), format + "\n");
        write(tree.resolve("debian/rules"), "#!/usr/bin/make -f\n%:\n\tdh $@\n");
        write(tree.resolve("debian/control"), """
                Source: acme
                Maintainer: Bob <bob@lab.example>

                Package: acme
                Architecture: all
                Description: test
                """);
        write(tree.resolve("debian/changelog"), """
                acme (%s) unstable; urgency=low

                  * Test

                 -- Bob <bob@lab.example>  Tue, 01 Jan 2030 00:00:00 +0000
                """.formatted(version));
    }

    @Test
    void aQuiltPackageKeepsTheOrderOfItsPatches() throws IOException {
        Path dsc = quilt("version=4\nhttps://dl.example/acme-(.*)\\.tar\\.gz\n");
        Ctl.Outcome outcome = importDsc(dsc.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("epoch", "a guess from deb/watch", "Imported acme_3.1-2+lab1.dsc into ");
        ArtifactDefinition acme = loaded();
        assertThat(acme.formats()).containsExactly("deb");
        assertThat(acme.release("deb")).isEqualTo("2+lab1");
        assertThat(acme.requireVersion(ACME, "main")).isEqualTo("3.1");
        assertThat(acme.url(ACME, "3.1", TEMPLATES).url()).hasToString("https://dl.example/acme-3.1.tar.gz");
        assertThat(acme.sources()).extracting(SourceId::value).containsExactly("acme", "icons");
        assertThat(acme.url(SourceId.parse("icons"), "3.1", TEMPLATES).fileName())
                .isEqualTo("icons.tar.gz");
        for (String file : List.of("acme_3.1.orig.tar.gz", "acme_3.1.orig-icons.tar.gz")) {
            assertThat(home.resolve("tarballs").resolve(file)).hasSameBinaryContentAs(home.resolve(file));
        }
        assertThat(acme.checksums(ACME, "3.1"))
                .containsEntry(
                        ChecksumAlgorithm.SHA256,
                        FileDigests.of(home.resolve("acme_3.1.orig.tar.gz"), ChecksumAlgorithm.SHA256));
        PatchDirectories patches = PatchDirectories.of(definition(), "3.1");
        assertThat(names(patches.versionPatches())).containsExactly("0001-z-first", "0002-sub-a-second");
        assertThat(patches.versionPatches().getFirst()).hasContent("Description: first\n\n" + DIFF);
        assertThat(definition().resolve("deb/control")).exists();
        assertThat(definition().resolve("deb/patches")).doesNotExist();
    }

    /** What the patch queue makes of the definition is what dpkg-source makes of the package. */
    @Test
    void theRoundTripGivesTheSameTree() throws IOException {
        Path dsc = quilt("");
        assertThat(importDsc(dsc.toString()).code()).isZero();
        run(home, "dpkg-source", "--extract", dsc.toString(), "extracted");
        write(home.resolve("shell"), "#!/bin/sh\ncat main.c icons/i.svg > \"$HOME/result\"\n");
        assertThat(home.resolve("shell").toFile().setExecutable(true)).isTrue();
        run(
                home,
                "sh",
                "-c",
                "mkdir a i; tar -xzf acme_3.1.orig.tar.gz -C a; tar -xzf acme_3.1.orig-icons.tar.gz -C i");
        Ctl.Outcome outcome = new Ctl(home)
                .with("SHELL", home.resolve("shell").toString())
                .run(
                        "patches",
                        "-a",
                        "acme",
                        "-b",
                        home + "/definitions",
                        "-n",
                        "A",
                        "-e",
                        "a@b",
                        "--sources",
                        home + "/a/acme-3.1",
                        "icons#" + home + "/i/icons");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(home.resolve("result")).hasContent(Files.readString(home.resolve("extracted/main.c")) + "icon\n");
        assertThat(Files.readString(home.resolve("extracted/main.c"))).isEqualTo("one\n2\nthree\n");
    }

    @Test
    void aNativePackageBecomesOneThatBuildsCanMake() throws IOException {
        Path tree = home.resolve("made/acme-3.1");
        write(tree.resolve("main.c"), "one\n");
        packaging(tree, "3.0 (native)", "3.1");
        run(home, "dpkg-source", "-Zgzip", "--build", "made/acme-3.1");
        Ctl.Outcome outcome = importDsc("--source", "https://dl.example/3.1/acme.tar.gz", home + "/acme_3.1.dsc");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(loaded().release("deb")).isEqualTo("1");
        assertThat(loaded().url(ACME, "3.1", TEMPLATES).url()).hasToString("https://dl.example/3.1/acme.tar.gz");
        assertThat(Files.readString(definition().resolve("artifact.yml"))).contains("/{{ version }}/acme.tar.gz");
        assertThat(definition().resolve("deb/source/format")).hasContent("3.0 (quilt)\n");
        assertThat(home.resolve("tarballs/acme_3.1.tar.gz")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "echo >> acme_3.1.orig.tar.gz;is not what acme_3.1-2+lab1.dsc lists",
                "sed -i s/^/x/ acme_3.1-2+lab1.dsc;has no field Format",
                "rm acme_3.1.orig-icons.tar.gz;is missing",
                "sed -i '/^Checksums-Sha256/,/^Files/{/^ /d}' acme_3.1-2+lab1.dsc;no SHA-256 checksum",
                "sed -i 's/^Format: .*/Format: 1.0/' acme_3.1-2+lab1.dsc;source format 1.0",
                "sed -i 's| acme_3.1.orig.tar.gz| ../acme_3.1.orig.tar.gz|' acme_3.1-2+lab1.dsc;malformed line",
                "sed -i 's/^Source: .*/Source: ..\\/acme/' acme_3.1-2+lab1.dsc;artifact name",
                "rm acme_3.1-2+lab1.dsc;is not the .dsc file",
                "mkdir definitions/acme;exists already",
                "rmdir definitions;does not exist",
            })
    void whatIsWrongLeavesNothing(String damage, String message) throws IOException {
        Path dsc = quilt("");
        run(home, "sh", "-c", damage);
        Ctl.Outcome outcome = importDsc(dsc.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(message);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("ERROR")))
                .hasSize(1);
        assertThat(definition().resolve("artifact.yml")).doesNotExist();
        assertThat(home.resolve("tarballs")).isEmptyDirectory();
        if (Files.exists(home.resolve("definitions"))) {
            try (Stream<Path> left = Files.list(home.resolve("definitions"))) {
                assertThat(left.filter(path -> path.getFileName().toString().startsWith(".")))
                        .isEmpty();
            }
        }
    }

    private Path sourceRpm(String preamble) throws IOException {
        Path rpm = home.resolve("rpm");
        Files.createDirectories(rpm);
        Files.copy(
                archive("acme-3.1.tar.gz", "acme-3.1", Map.of("main.c", "one\ntwo\nthree\n")),
                rpm.resolve("acme-3.1.tar.gz"));
        Files.copy(archive("icons-2.tar.gz", "icons-2", Map.of("i.svg", "icon\n")), rpm.resolve("icons-2.tar.gz"));
        write(rpm.resolve("acme.conf"), "key = value\n");
        write(rpm.resolve("fix.patch"), DIFF);
        write(rpm.resolve("acme.spec"), """
                Name: acme
                Version: 3.1
                Release: 2%%{?dist}
                Summary: test
                License: MIT
                BuildArch: noarch
                %s
                %%description
                test
                %%prep
                %%autosetup -p1
                %%files
                %%changelog
                * Tue Jan 01 2030 Bob <bob@lab.example> - 3.1-2
                - Test
                """.formatted(preamble));
        run(
                rpm,
                "rpmbuild",
                "-bs",
                "--define",
                "_sourcedir " + rpm,
                "--define",
                "_srcrpmdir " + home,
                "--define",
                "dist .el9",
                "acme.spec");
        return home.resolve("acme-3.1-2.el9.src.rpm");
    }

    @Test
    void aSourceRpmBecomesADefinition() throws IOException {
        Path rpm = sourceRpm("""
                Source0: https://dl.example/%{version}/v%{version}.tgz#/acme-%{version}.tar.gz
                Source1: acme.conf
                Patch0: fix.patch
                """);
        Ctl.Outcome outcome = importRpm(rpm.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("--- a/acme.spec\n+++ b/acme.spec\n@@")
                .contains(
                        "\n-%autosetup -p1\n", "\n+{{ prep_sources }}\n", "\n+{{ changelog }}\n", "\n-Version: 3.1\n");
        ArtifactDefinition acme = loaded();
        assertThat(acme.formats()).containsExactly("rpm");
        assertThat(acme.release("rpm")).isEqualTo("2");
        assertThat(acme.url(ACME, "3.1", TEMPLATES))
                .hasToString("SourceUrl[url=https://dl.example/3.1/v3.1.tgz, fileName=acme-3.1.tar.gz]");
        assertThat(acme.checksums(ACME, "3.1")).hasSize(1);
        assertThat(definition().resolve("rpm/acme.conf")).hasContent("key = value\n");
        assertThat(home.resolve("tarballs/acme-3.1.tar.gz")).exists();
        try (Stream<Path> files = Files.list(definition().resolve("rpm"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("acme.conf", "acme.spec");
        }
        PatchDirectories patches = PatchDirectories.of(definition(), "3.1");
        assertThat(names(patches.versionPatches())).containsExactly("0001-fix.patch");
        assertThat(Files.readString(patches.versionPatches().getFirst()))
                .startsWith("Author: Unknown Author")
                .contains("diff --git");
    }

    @Test
    void severalArchivesHaveIdsAndVersionsOfTheirNames() throws IOException {
        Path rpm = sourceRpm("Source0: https://dl.example/acme-%{version}.tar.gz\nSource7: icons-2.tar.gz\n");
        Ctl.Outcome outcome = importRpm(rpm.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Source icons-2.tar.gz is not a URL");
        assertThat(loaded().sources()).extracting(SourceId::value).containsExactly("acme", "icons");
        assertThat(loaded().requireVersion(SourceId.parse("icons"), "main")).isEqualTo("2");
    }

    /** Without archives, and with patches that are none of ours. */
    @Test
    void unusualSourceRpmsAreToldOf() throws IOException {
        Path rpm = sourceRpm("Source0: acme.conf\nPatch0: fix.patch\n");
        Ctl.Outcome outcome = importRpm(rpm.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("has no source archive");
        assertThat(loaded().sources()).isEmpty();
        assertThat(importRpm(rpm.toString()).err()).contains("exists already", "hint: move it away");
        assertThat(importRpm(home.resolve("rpm/acme.spec").toString()).err())
                .contains("is not a file called NAME-VERSION-RELEASE.src.rpm");
        Files.writeString(home.resolve("x-1-1.src.rpm"), "nothing");
        assertThat(importRpm(home.resolve("x-1-1.src.rpm").toString()).err()).contains("is not a readable source RPM");
    }

    @Test
    void theOptionsAreRequired() {
        Ctl.Outcome outcome = new Ctl(home).run(ImportCommand.sourceRpm(), "--author", "A", "x.src.rpm");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Usage: import-srcrpm --author NAME", "--email EMAIL is missing");
        assertThat(importDsc().err()).contains("no file is given");
        assertThat(new Ctl(home).run(ImportCommand.dsc(), "--help").out()).contains("dscverify");
    }
}
