package fatbuildr.archive;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.archive.ArchiveExtractor.Layout;
import fatbuildr.archive.Archives.Tar;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random archives from fixed seeds: whole trees or one refusal, and nothing outside the target. */
final class ArchiveFuzzTest {
    private static final ExtractionLimits LIMITS =
            new ExtractionLimits(100, 1 << 20, 1 << 19, 200, 256 << 10, 16 << 20, 64 << 10);
    private static final List<String> PARTS =
            List.of("a", "b", "c", "..", ".", "", "top", "a..b", "/", "ä", "x\n", "link", "deep/er");

    @TempDir
    Path directory;

    @Test
    void randomMembersNeverLeaveTheTarget() throws Exception {
        Random random = new Random(20_261_121);
        int whole = 0;
        for (int round = 0; round < 300; round++) {
            Tar tar = new Tar();
            int members = 1 + random.nextInt(4);
            for (int i = 0; i < members; i++) {
                add(tar, random);
            }
            whole += extract(tar.bytes(), random.nextBoolean()) ? 1 : 0;
        }
        assertThat(whole).as("some archives must be fine, or nothing is tried").isBetween(15, 290);
    }

    private static void add(Tar tar, Random random) {
        String name = name(random);
        switch (random.nextInt(6)) {
            case 0, 1 -> tar.file(name.replaceAll("/+$", ""), "content", random.nextInt(07777));
            case 2 -> tar.directory(name, random.nextInt(07777));
            case 3 -> tar.hardLink(name, name(random));
            default -> tar.symlink(name, name(random));
        }
    }

    private static String name(Random random) {
        List<String> parts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            parts.add(PARTS.get(random.nextInt(random.nextInt(3) == 0 ? PARTS.size() : 3)));
        }
        return String.join("/", parts);
    }

    @Test
    void flippedBytesAreRefusedCleanly() throws Exception {
        Random random = new Random(42);
        List<byte[]> seeds = new ArrayList<>();
        Tar tar = new Tar()
                .directory("top")
                .file("top/a", "content")
                .symlink("top/b", "a")
                .file("n".repeat(150), "long");
        byte[] plain = tar.bytes();
        for (String name : List.of("s.tar", "s.tar.gz", "s.tar.bz2", "s.tar.xz", "s.tar.zst", "s.tar.lzma")) {
            seeds.add(Files.readAllBytes(Archives.compressed(plain, directory.resolve(name))));
        }
        seeds.add(Files.readAllBytes(Archives.zip(
                directory.resolve("s.zip"), zip -> zip.file("a", "x", 0100644).symlink("b", "a"))));
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                Files.delete(path);
            }
        }
        for (int round = 0; round < 240; round++) {
            byte[] seed = seeds.get(round % seeds.size()).clone();
            int flips = 1 + random.nextInt(4);
            for (int i = 0; i < flips; i++) {
                seed[random.nextInt(seed.length)] = (byte) random.nextInt(256);
            }
            extract(seed, random.nextBoolean());
        }
    }

    private boolean extract(byte[] archive, boolean strip) throws IOException, InterruptedException {
        Path file = Files.write(directory.resolve("x"), archive);
        Path target = directory.resolve("tree");
        boolean whole = true;
        try {
            new ArchiveExtractor(LIMITS).extract(file, target, strip ? Layout.WITHOUT_TOP_DIRECTORY : Layout.AS_NAMED);
            assertInside(target);
        } catch (FatbuildrException refused) {
            whole = false;
            assertThat(refused.kind()).isEqualTo(FatbuildrException.Kind.INVALID);
            assertThat(target).doesNotExist();
        }
        FileTree.delete(target);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
        return whole;
    }

    private static void assertInside(Path target) throws IOException {
        Path root = target.toRealPath();
        try (Stream<Path> paths = Files.walk(target)) {
            for (Path path : paths.toList()) {
                if (Files.exists(path)) {
                    assertThat(path.toRealPath().startsWith(root)).isTrue();
                }
            }
        }
    }
}
