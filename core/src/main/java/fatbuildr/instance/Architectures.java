package fatbuildr.instance;

import java.util.Map;
import java.util.stream.Collectors;

/** Names of hardware architectures: ours, which are those of the kernel, and those of the formats. */
public final class Architectures {
    /** Architecture of source packages. */
    public static final String SOURCE = "src";
    /** Architecture of packages that fit every machine. */
    public static final String INDEPENDENT = "noarch";

    private static final Map<String, String> TO_DEB = Map.of(
            SOURCE,
            "source",
            INDEPENDENT,
            "all",
            "x86_64",
            "amd64",
            "aarch64",
            "arm64",
            "ppc64le",
            "ppc64el",
            "armv7l",
            "armhf",
            "i686",
            "i386",
            "loongarch64",
            "loong64");
    private static final Map<String, String> FROM_DEB =
            TO_DEB.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    private static final Map<String, String> TO_RPM = Map.of("armv7l", "armv7hl");
    private static final Map<String, String> ALIASES =
            Map.of("armv7hl", "armv7l", "arm", "armv7l", "i586", "i686", "x86", "i686", "x64", "x86_64");

    private Architectures() {}

    /** Our name for any name of an architecture; unknown ones stay as they are. */
    public static String canonical(String name) {
        return ALIASES.getOrDefault(name, fromDeb(name));
    }

    public static String toDeb(String architecture) {
        return TO_DEB.getOrDefault(architecture, architecture);
    }

    public static String fromDeb(String architecture) {
        return FROM_DEB.getOrDefault(architecture, architecture);
    }

    public static String toRpm(String architecture) {
        return TO_RPM.getOrDefault(architecture, architecture);
    }

    /** The machine this program runs on. */
    public static String host() {
        return canonical(System.getProperty("os.arch", "x86_64"));
    }
}
