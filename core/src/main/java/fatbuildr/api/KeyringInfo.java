package fatbuildr.api;

import java.time.Instant;
import java.util.Optional;

/**
 * The public facts of an instance's keyring (registry-keyring-tasks.md section 10.4).
 *
 * @param userid {@code Name <mail>}
 * @param id the last 16 hexadecimal digits of the fingerprint
 * @param algo such as {@code rsa4096}
 * @param expires empty for never
 * @param lastUpdate empty when the key was not changed since its creation
 */
public record KeyringInfo(
        String userid,
        String id,
        String fingerprint,
        String algo,
        Optional<Instant> expires,
        Instant creation,
        Optional<Instant> lastUpdate,
        Subkey subkey) {

    public record Subkey(String fingerprint, String algo, Optional<Instant> expires, Instant creation) {}
}
