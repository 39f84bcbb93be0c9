package fatbuildr.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The instance's own repository as apt in a container is to use it (build.md section 7.1): above all others, the most
 * specific derivative uppermost.
 *
 * @param directory root of the published files
 * @param publicKey armoured
 * @param chain the derivative and its ancestors, most specific first
 * @param origin the instance's name, which the repository carries
 */
public record OwnRepository(Path directory, String publicKey, String distribution, List<String> chain, String origin) {
    /** Where the files are in the container. */
    static final String INSIDE = "/run/fatbuildr/registry";

    static final String KEY = "/run/fatbuildr/registry.asc";
    private static final int PRIORITY = 1000;

    public OwnRepository {
        chain = List.copyOf(chain);
    }

    String sources() {
        return """
                Types: deb
                URIs: file://%s
                Suites: %s
                Components: %s
                Signed-By: %s
                """.formatted(INSIDE, distribution, String.join(" ", chain), KEY);
    }

    String preferences() {
        List<String> upwards = chain.reversed();
        return String.join(
                "\n",
                IntStream.range(0, upwards.size())
                        .mapToObj(level -> """
                                Package: *
                                Pin: release o=%s, c=%s
                                Pin-Priority: %d
                                """.formatted(pattern(origin), upwards.get(level), PRIORITY * (level + 1)))
                        .toList());
    }

    /** apt splits pins at commas and takes brackets for patterns: a name with such characters matches by the rest. */
    private static String pattern(String name) {
        return name.strip().replaceAll("[\\p{ASCII}&&[^A-Za-z0-9 ._-]]+", "*");
    }
}
