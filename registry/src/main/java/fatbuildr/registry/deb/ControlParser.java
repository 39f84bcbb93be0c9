package fatbuildr.registry.deb;

import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads control files (deb822), clear-signed or not; signatures are not verified here. */
public final class ControlParser {
    private static final int MAX_FIELDS = 1000;
    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    private final String where;
    private final List<Stanza> stanzas = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private List<Stanza.Field> fields = new ArrayList<>();
    private String name = "";
    private final StringBuilder value = new StringBuilder();

    private ControlParser(String where) {
        this.where = where;
    }

    /**
     * All paragraphs of a text.
     *
     * @param where what the text is, for messages
     */
    public static List<Stanza> parse(String text, String where) {
        ControlParser parser = new ControlParser(where);
        int number = 0;
        for (String line : unwrap(text.lines().toList())) {
            parser.line(line, ++number);
        }
        parser.endStanza();
        return parser.stanzas;
    }

    /** The only paragraph of a text. */
    public static Stanza parseOne(String text, String where) {
        List<Stanza> stanzas = parse(text, where);
        if (stanzas.size() != 1) {
            throw FatbuildrException.invalid(where + ": one paragraph expected, found " + stanzas.size());
        }
        return stanzas.getFirst();
    }

    private void line(String line, int number) {
        if (line.isBlank()) {
            endStanza();
        } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            if (name.isEmpty()) {
                throw fail(number, "continuation line before any field");
            }
            value.append('\n').append(line.stripTrailing());
        } else if (line.charAt(0) != '#') {
            field(line, number);
        }
    }

    private void field(String line, int number) {
        endField();
        int colon = line.indexOf(':');
        if (colon <= 0 || line.charAt(0) == '-') {
            throw fail(number, "not a 'Field: value' line");
        }
        String found = line.substring(0, colon);
        if (found.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw fail(number, "field name has a blank or control character");
        }
        if (!names.add(found.toLowerCase(Locale.ROOT))) {
            throw fail(number, "field " + found + " is given twice");
        }
        if (names.size() > MAX_FIELDS) {
            throw fail(number, "more than " + MAX_FIELDS + " fields in a paragraph");
        }
        name = found;
        value.append(line.substring(colon + 1).strip());
    }

    private void endField() {
        if (!name.isEmpty()) {
            fields.add(new Stanza.Field(name, value.toString()));
        }
        name = "";
        value.setLength(0);
    }

    private void endStanza() {
        endField();
        if (!fields.isEmpty()) {
            stanzas.add(new Stanza(fields));
        }
        fields = new ArrayList<>();
        names.clear();
    }

    private FatbuildrException fail(int number, String reason) {
        return FatbuildrException.invalid(where + ", line " + number + ": " + reason);
    }

    /** The text inside a clear signature: headers, escapes and the signature taken off. */
    private static List<String> unwrap(List<String> lines) {
        int begin = lines.indexOf(SIGNED);
        if (begin < 0) {
            return lines;
        }
        List<String> inner = new ArrayList<>();
        int at = begin + 1;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            at++;
        }
        for (at++; at < lines.size() && !lines.get(at).equals(SIGNATURE); at++) {
            String line = lines.get(at);
            inner.add(line.startsWith("- ") ? line.substring(2) : line);
        }
        return inner;
    }
}
