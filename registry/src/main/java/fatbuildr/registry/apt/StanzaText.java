package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.DebVersion;

/**
 * A stanza inside an index.
 *
 * @param text ends with a line feed
 */
record StanzaText(StanzaKey key, String text) {

    /** Reads the key back from the text: cheaper than parsing all fields, and thousands are read for one change. */
    static StanzaKey stanzaKey(String text, boolean source) {
        return new StanzaKey(
                field(text, "Package"),
                DebVersion.parse(field(text, "Version")),
                source ? IndexName.SOURCE : field(text, "Architecture"));
    }

    private static String field(String text, String name) {
        String start = name + ": ";
        int at = text.startsWith(start) ? 0 : text.indexOf("\n" + start) + 1;
        if (at == 0 && !text.startsWith(start)) {
            throw FatbuildrException.invalid("Index stanza has no field " + name);
        }
        return text.substring(at + start.length(), text.indexOf('\n', at));
    }
}
