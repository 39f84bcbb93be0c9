package fatbuildr.environment;

import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Whether programs of another architecture run on this machine.
 *
 * @param binfmt the kernel's directory of foreign program formats
 */
record Emulation(String host, Path binfmt) {
    private static final Map<String, Set<String>> NATIVE =
            Map.of("x86_64", Set.of("x86_64", "i686"), "aarch64", Set.of("aarch64"));
    private static final Map<String, String> QEMU = Map.of("armv7l", "arm", "i686", "i386");

    static Emulation ofThisMachine() {
        return new Emulation(Architectures.host(), Path.of("/proc/sys/fs/binfmt_misc"));
    }

    void require(String architecture) {
        if (NATIVE.getOrDefault(host, Set.of(host)).contains(architecture)) {
            return;
        }
        Path handler = binfmt.resolve("qemu-" + QEMU.getOrDefault(architecture, architecture));
        try {
            String state = Files.readString(handler);
            // The interpreter has to be opened beforehand (F), for it is not inside the container.
            if (state.startsWith("enabled") && state.lines().anyMatch(line -> line.matches("flags:.*F.*"))) {
                return;
            }
        } catch (IOException e) {
            throw missing(architecture);
        }
        throw missing(architecture);
    }

    private FatbuildrException missing(String architecture) {
        return FatbuildrException.external("This " + host + " machine cannot run programs of architecture "
                + architecture + ": install qemu-user-static and binfmt-support");
    }
}
