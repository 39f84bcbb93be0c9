package fatbuildr.policy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** Finds the policy in force: the site's file, else the vendor's, which must be there. */
public final class PolicyLoader {
    private PolicyLoader() {}

    /**
     * A site's file replaces the vendor's entirely. Fails with one line that names the file and what is wrong in it.
     *
     * @param known the actions there are
     */
    public static Policy load(Path vendor, Path site, Set<String> known) {
        Path file = Files.exists(site) ? site : vendor;
        return PolicyReader.read(file.toString(), read(file), known);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notText) {
            throw FatbuildrException.invalid("Access policy " + file + ": the file is not UTF-8 text", notText);
        } catch (NoSuchFileException missing) {
            throw FatbuildrException.invalid(
                    "Access policy " + file + " is missing: install it, or name the right one as [web] vendor_policy",
                    missing);
        } catch (IOException failure) {
            throw FatbuildrException.external("Access policy " + file + " cannot be read: " + failure, failure);
        }
    }
}
