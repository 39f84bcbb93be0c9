package fatbuildr.registry.pgp;

import fatbuildr.error.FatbuildrException;

/**
 * The kind of keys to make.
 *
 * @param type {@code rsa} or {@code ed25519}
 * @param size bits of an rsa key; not looked at for ed25519
 */
public record KeyParameters(String type, int size) {
    public KeyParameters {
        switch (type) {
            case "ed25519" -> {}
            case "rsa" -> {
                if (size < 2048 || size > 8192 || size % 256 != 0) {
                    throw FatbuildrException.invalid(
                            "Invalid keyring size " + size + ": an rsa key has 2048 to 8192 bits, such as 4096");
                }
            }
            default ->
                throw FatbuildrException.invalid(
                        "Invalid keyring type '" + type + "': known types are rsa and ed25519");
        }
    }
}
