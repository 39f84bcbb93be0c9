package fatbuildr.policy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Finds the policy in force: the site's file, else the vendor's, else the one the program carries. */
public final class PolicyLoader {
    private static final String BUILT_IN = "policy.acl";

    private PolicyLoader() {}

    /**
     * A site's file replaces the vendor's entirely. Fails with one line that names the file and what is wrong in it.
     *
     * @param known the actions there are
     */
    public static Policy load(Path vendor, Path site, Set<String> known) {
        for (Path file : new Path[] {site, vendor}) {
            if (Files.exists(file)) {
                return PolicyReader.read(file.toString(), read(file), known);
            }
        }
        return PolicyReader.read("built-in policy", builtIn(), known);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notText) {
            throw FatbuildrException.invalid("Access policy " + file + ": the file is not UTF-8 text", notText);
        } catch (IOException failure) {
            throw FatbuildrException.external("Access policy " + file + " cannot be read: " + failure, failure);
        }
    }

    /** The same text as the vendor's file. */
    static String builtIn() {
        try (InputStream resource = PolicyLoader.class.getResourceAsStream(BUILT_IN)) {
            if (resource == null) {
                throw new IllegalStateException("the program is packed without its access policy");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
