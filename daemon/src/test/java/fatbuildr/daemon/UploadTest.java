package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.testbus.PrivateBus;
import fatbuildr.testbus.PrivateBus.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** peer-defect-20: of the paths a caller gives, only his own uploads are taken, and nothing else is removed. */
class UploadTest {
    private static final String PIPELINE = "Error org.rackslab.Fatbuildr.ErrorPipeline: ";

    @TempDir
    static Path root;

    @AutoClose
    private static BusSite site;

    private static PrivateBus bus;

    private Path upload;

    @BeforeAll
    static void start() throws Exception {
        site = BusSite.start(root);
        bus = site.bus;
    }

    @BeforeEach
    void drop() throws Exception {
        upload = Files.createTempDirectory(bus.exchange(), "drop");
        write(upload.resolve("definition.tar.xz"), "xz");
        own(upload);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        own(file);
    }

    /** Gives it to the member. */
    private static void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", PrivateBus.MEMBER, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", PrivateBus.MEMBER, LinkOption.NOFOLLOW_LINKS);
    }

    private static Outcome build(String tarball, String... archives) throws Exception {
        return build(PrivateBus.MEMBER, "deb", "sid", "main", tarball, archives);
    }

    /** The script prints the task, or the error with its name. */
    private static Outcome build(
            int uid, String format, String distribution, String derivative, String tarball, String... archives)
            throws Exception {
        List<String> words =
                new ArrayList<>(List.of("/usr/bin/python3", "-c", """
                import dbus, sys
                lab = dbus.SystemBus().get_object('org.rackslab.Fatbuildr', '/org/rackslab/Fatbuildr/Instances/lab')
                archives = [dict(id='s%d' % n, path=path) for n, path in enumerate(sys.argv[5:])]
                try:
                    print(dbus.Interface(lab, 'org.rackslab.Fatbuildr.Instance').Build(sys.argv[1], sys.argv[2],
                        ['x86_64'], sys.argv[3], 'acme', 'Alice Ray', 'alice@lab.example', 'Rebuild', sys.argv[4],
                        dbus.Array(archives, signature='a{sv}'), False))
                except dbus.DBusException as error:
                    print('Error %s: %s' % (error.get_dbus_name(), error.get_dbus_message()))
                """, format, distribution, derivative, tarball));
        words.addAll(List.of(archives));
        return bus.ask(uid, words.toArray(String[]::new));
    }

    @Test
    void anUploadIsTakenWithItsDirectory() throws Exception {
        write(upload.resolve("s0-1.0.tar.xz"), "source");
        String task = build(upload + "/definition.tar.xz", upload + "/s0-1.0.tar.xz")
                .text()
                .strip();

        Path workspace = site.workspaces.resolve("lab").resolve(task);
        assertThat(workspace).isDirectory();
        try (Stream<Path> files = Files.walk(workspace.resolve("submission"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("definition.tar.xz", "s0-1.0.tar.xz");
        }
        assertThat(upload).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whatLiesBesideStays() throws Exception {
        write(upload.resolve("precious"), "kept");
        build(upload + "/definition.tar.xz");
        assertThat(upload.resolve("precious")).hasContent("kept");
        assertThat(upload.resolve("definition.tar.xz")).doesNotExist();
    }

    @Test
    void pathsElsewhereAreNotTouched_peerDefect20() throws Exception {
        Path outside = Files.writeString(root.resolve("outside"), "kept");
        own(outside);
        for (String path : List.of(
                outside.toString(),
                upload + "/../../" + root.getFileName() + "/outside",
                upload.resolve("definition.tar.xz").toString().substring(1),
                bus.exchange() + "/definition.tar.xz",
                upload + "/deeper/definition.tar.xz",
                upload + "/./definition.tar.xz",
                "")) {
            assertThat(build(path).text()).startsWith(PIPELINE + "the path ").contains("is not that of a file in");
        }
        assertThat(outside).hasContent("kept");
        assertThat(build(upload + "/none.tar.xz").text())
                .isEqualTo(PIPELINE + "there is no file " + upload + "/none.tar.xz\n");
        assertThat(build(bus.exchange() + "/none/definition.tar.xz").text())
                .isEqualTo(PIPELINE + "there is no directory " + bus.exchange() + "/none\n");
        assertThat(upload.resolve("definition.tar.xz")).exists();
    }

    @Test
    void linksAreNotFollowed_peerDefect20() throws Exception {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(upload.resolve("link.tar.xz"), secret);
        own(link);
        assertThat(build(link.toString()).text()).isEqualTo(PIPELINE + link + " is not a regular file\n");

        Path directory = Files.createSymbolicLink(bus.exchange().resolve("linked"), upload);
        own(directory);
        assertThat(build(directory + "/definition.tar.xz").text())
                .startsWith(PIPELINE + "the directory " + directory + " cannot be opened");
        Files.delete(directory);
        assertThat(secret).hasContent("secret");
        assertThat(upload.resolve("definition.tar.xz")).exists();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void filesOfOthersAreNotTaken_peerDefect20() throws Exception {
        Path foreign = Files.writeString(upload.resolve("foreign.tar.xz"), "of root");
        assertThat(build(foreign.toString()).text()).isEqualTo(PIPELINE + foreign + " does not belong to games\n");
        assertThat(build(upload + "/definition.tar.xz", foreign.toString()).text())
                .isEqualTo(PIPELINE + foreign + " does not belong to games\n");
        assertThat(foreign).hasContent("of root");
        assertThat(upload.resolve("definition.tar.xz")).exists();

        Path others = Files.createTempDirectory(
                bus.exchange(),
                "other",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        write(others.resolve("definition.tar.xz"), "xz");
        assertThat(build(others + "/definition.tar.xz").text())
                .isEqualTo(PIPELINE + others + " does not belong to games\n");
        assertThat(others.resolve("definition.tar.xz")).exists();
    }

    @Test
    void onlyFilesAreTaken() throws Exception {
        Path pipe = upload.resolve("pipe.tar.xz");
        assertThat(bus.ask(PrivateBus.MEMBER, "mkfifo", pipe.toString()).status())
                .isZero();
        assertThat(build(pipe.toString()).text()).isEqualTo(PIPELINE + pipe + " is not a regular file\n");
    }

    @Test
    void archivesOfTwoDirectoriesAreNotOneUpload() throws Exception {
        assertThat(build(upload + "/definition.tar.xz", bus.exchange() + "/other/s0-1.tar.xz")
                        .text())
                .startsWith(PIPELINE + "the archives of a build have to be in one directory");
    }

    @Test
    void unknownTargetsAreErrorsOfThePipeline() throws Exception {
        assertThat(build(PrivateBus.MEMBER, "rpm", "sid", "main", upload + "/definition.tar.xz")
                        .text())
                .isEqualTo(PIPELINE + "Format rpm is not supported\n");
        drop();
        assertThat(build(PrivateBus.MEMBER, "deb", "el9", "main", upload + "/definition.tar.xz")
                        .text())
                .isEqualTo(PIPELINE + "Distribution el9 is not supported\n");
        drop();
        assertThat(build(PrivateBus.MEMBER, "deb", "sid", "x", upload + "/definition.tar.xz")
                        .text())
                .isEqualTo(PIPELINE + "Derivative x is not supported\n");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whoMayNotBuildLosesNothing() throws Exception {
        assertThat(build(PrivateBus.NOBODY, "deb", "sid", "main", upload + "/definition.tar.xz")
                        .text())
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorNotAuthorized: action build not authorized to user"
                        + " nobody(65534)\n");
        assertThat(upload.resolve("definition.tar.xz")).exists();
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> all = Files.list(bus.exchange())) {
            return all.filter(path -> path.getFileName().toString().startsWith(".taken-"))
                    .toList();
        }
    }
}
