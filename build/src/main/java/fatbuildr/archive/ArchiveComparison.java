package fatbuildr.archive;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether two archives unpack to the same files, however they are packed. Times and owners do not count. */
public final class ArchiveComparison {
    private final ExtractionLimits limits;

    public ArchiveComparison(ExtractionLimits limits) {
        this.limits = limits;
    }

    public boolean sameContent(Path one, Path other) throws InterruptedException {
        try {
            return Files.mismatch(one, other) == -1 || content(one).equals(content(other));
        } catch (BadArchiveException e) {
            throw FatbuildrException.invalid(
                    "Cannot compare archive " + one + " with " + other + ": " + e.getMessage(), e);
        } catch (ClosedByInterruptException e) {
            throw ArchiveExtractor.cancelled(e);
        } catch (IOException e) {
            throw FatbuildrException.external(
                    "Cannot compare archive " + one + " with " + other + ": " + FileTree.reason(e), e);
        }
    }

    private Map<String, String> content(Path archive) throws IOException, InterruptedException {
        Map<String, String> content = new TreeMap<>();
        Budget budget = new Budget(limits, Files.size(archive));
        try (Members members = Members.open(archive, limits)) {
            for (Member member = members.next(); member != null; member = members.next()) {
                budget.entry();
                String name = String.join("/", MemberName.parse(member.name()).components());
                switch (member.kind()) {
                    case DIRECTORY -> content.put(name, "directory");
                    case SYMBOLIC_LINK, HARD_LINK -> content.put(name, member.kind() + " " + member.link());
                    case FILE -> content.put(name, (member.mode() & 0100) + " " + digest(member, members, budget));
                }
            }
        }
        return content;
    }

    private static String digest(Member member, Members members, Budget budget)
            throws IOException, InterruptedException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (InputStream in = members.content()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
                budget.content(member.name(), total, count);
                digest.update(buffer, 0, count);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
