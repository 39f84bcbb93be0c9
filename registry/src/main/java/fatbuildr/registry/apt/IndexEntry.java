package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;

/**
 * A package with its index stanza, as {@link StanzaWriter} makes it and a store keeps it.
 *
 * @param stanza one paragraph, ending with a line feed, whose Package, Version and Architecture are those of the key
 */
public record IndexEntry(IndexKey key, String stanza) {
    public IndexEntry {
        if (!stanza.endsWith("\n") || stanza.startsWith("\n") || stanza.contains("\n\n")) {
            throw FatbuildrException.invalid("Index stanza of " + key.name() + " is not one paragraph");
        }
        StanzaKey written = StanzaText.stanzaKey(stanza, key.architecture().equals(IndexName.SOURCE));
        if (!written.equals(key.stanzaKey())) {
            throw FatbuildrException.invalid("Index stanza of " + key.name() + " " + key.version()
                    + " is of another package: " + written.name() + " " + written.version());
        }
    }
}
