package fatbuildr.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tar archive with the account of builds, for image tools that lay one under what they install (build.md section 14.2).
 *
 * @param sysusers whether {@code systemd-sysusers} is to make the account, instead of files that have it
 */
record Skeleton(BuildAccount account, boolean sysusers) {
    void write(Path target) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(target), UTF_8.name())) {
            for (Map.Entry<String, String> file : files().entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setMode(file.getKey().endsWith("gshadow") ? 0640 : 0644);
                entry.setIds(0, 0);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
    }

    private Map<String, String> files() {
        String name = account.name();
        int id = account.id();
        Map<String, String> files = new LinkedHashMap<>();
        if (sysusers) {
            files.put(
                    "usr/lib/sysusers.d/fatbuildr.conf",
                    "g %1$s %2$d\nu %1$s %2$d:%2$d \"Builds\" %3$s /bin/sh\n".formatted(name, id, BuildAccount.HOME));
        } else {
            files.put("etc/passwd", "%1$s:x:%2$d:%2$d::%3$s:/bin/sh\n".formatted(name, id, BuildAccount.HOME));
            files.put("etc/group", "%s:x:%d:\n".formatted(name, id));
            files.put("etc/gshadow", name + ":!::\n");
        }
        return files;
    }
}
