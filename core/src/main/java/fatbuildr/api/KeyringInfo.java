package fatbuildr.api;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** When the keys stop to be usable: the earlier expiry of master key and sub-key. */
    public Optional<Instant> end() {
        return Stream.of(expires, subkey.expires()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    public record Subkey(String fingerprint, String algo, Optional<Instant> expires, Instant creation) {}
}
