package fatbuildr.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes members below a directory nobody else writes to. Symbolic links are made last, so that while files are
 * written none exists that could lead a write elsewhere.
 */
final class TreeUnpacker {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Path root;
    private final Budget budget;
    private final Map<Path, Member> directories = new LinkedHashMap<>();
    private final Set<Path> made = new HashSet<>();
    private final Map<Path, String> symbolicLinks = new LinkedHashMap<>();
    private final byte[] buffer = new byte[1 << 16];

    TreeUnpacker(Path root, Budget budget) {
        this.root = root;
        this.budget = budget;
    }

    void unpack(Members members) throws IOException, InterruptedException {
        for (Member member = members.next(); member != null; member = members.next()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            budget.entry();
            MemberName name = MemberName.parse(member.name());
            if (!name.isRoot()) {
                place(member, name, members);
            } else if (member.kind() != Member.Kind.DIRECTORY) {
                throw BadArchiveException.member(member.name(), "stands for the root but is no directory");
            }
        }
        makeSymbolicLinks();
        finishDirectories();
    }

    private void place(Member member, MemberName name, Members members) throws IOException, InterruptedException {
        Path path = path(member, name);
        switch (member.kind()) {
            case DIRECTORY -> {
                makeDirectory(member, path);
                directories.put(path, member);
            }
            case FILE -> {
                free(member, path);
                try (InputStream content = members.content()) {
                    write(member, path, content);
                }
            }
            case SYMBOLIC_LINK -> {
                free(member, path);
                symbolicLink(member, path, member.link());
            }
            case HARD_LINK -> hardLink(member, path);
        }
    }

    /** The member's place; directories on the way that the archive does not list are made. */
    private Path path(Member member, MemberName name) throws IOException {
        Path path = root;
        List<String> components = name.components();
        for (String directory : components.subList(0, components.size() - 1)) {
            path = path.resolve(directory);
            makeDirectory(member, path);
        }
        return path.resolve(components.getLast());
    }

    private void makeDirectory(Member member, Path path) throws IOException {
        if (made.contains(path)) {
            return;
        }
        if (symbolicLinks.containsKey(path)) {
            throw BadArchiveException.member(member.name(), "would be written through a symbolic link");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw BadArchiveException.member(member.name(), "needs a directory where another member is a file");
        }
        Files.createDirectory(path);
        made.add(path);
    }

    private void free(Member member, Path path) throws BadArchiveException {
        if (symbolicLinks.containsKey(path) || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw BadArchiveException.member(member.name(), "is there more than once");
        }
    }

    private void write(Member member, Path path, InputStream content) throws IOException, InterruptedException {
        long total = 0;
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                total += count;
                budget.content(member.name(), total, count);
                out.write(buffer, 0, count);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        finish(path, member, 0600);
    }

    private void symbolicLink(Member member, Path path, String target) throws BadArchiveException {
        MemberName.check(member.name(), target);
        if (target.isEmpty()) {
            throw BadArchiveException.member(member.name(), "is a link to nothing");
        }
        budget.link(target);
        symbolicLinks.put(path, target);
    }

    private void hardLink(Member member, Path path) throws IOException {
        Path target = root;
        for (String component : MemberName.parse(member.link()).components()) {
            target = target.resolve(component);
        }
        if (target.equals(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            // tar writes this when the same file was named twice on its command line.
            return;
        }
        free(member, path);
        String linked = symbolicLinks.get(target);
        if (linked != null) {
            symbolicLink(member, path, linked);
        } else if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(path, target);
        } else {
            throw BadArchiveException.member(
                    member.name(),
                    "is a hard link to \"" + MemberName.printable(member.link())
                            + "\", which is no file of the archive before it");
        }
    }

    private void makeSymbolicLinks() throws IOException {
        for (Map.Entry<Path, String> link : symbolicLinks.entrySet()) {
            Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
        }
    }

    /** Links made, for the check that needs them all. */
    Set<Path> symbolicLinks() {
        return symbolicLinks.keySet();
    }

    /** Deepest first: a directory's time changes when something is put in. */
    private void finishDirectories() throws IOException {
        List<Map.Entry<Path, Member>> listed = new ArrayList<>(directories.entrySet());
        for (Map.Entry<Path, Member> directory : listed.reversed()) {
            finish(directory.getKey(), directory.getValue(), 0700);
        }
    }

    /** The owner can always read, write and enter; nobody else can write; no setuid, setgid or sticky bits. */
    private static void finish(Path path, Member member, int atLeast) throws IOException {
        Set<PosixFilePermission> permissions = permissions((member.mode() & 0755) | atLeast);
        Files.setPosixFilePermissions(path, permissions);
        Instant time = member.modified();
        if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.from(time), null, null);
        }
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                set.add(all[bit]);
            }
        }
        return set;
    }
}
