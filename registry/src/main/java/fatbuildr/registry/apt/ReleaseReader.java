package fatbuildr.registry.apt;

import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.Stanza;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Release file read back.
 *
 * @param files size and checksum by path
 */
record ReleaseReader(Instant date, Map<String, Index.FileHash> files) {
    private static final Pattern BLANK = Pattern.compile("\\s+");

    static ReleaseReader read(Path file) throws IOException {
        Stanza stanza = ControlParser.parseOne(Files.readString(file), file.toString());
        Map<String, Index.FileHash> files = new LinkedHashMap<>();
        try {
            for (String line : stanza.lines("SHA256")) {
                List<String> words = BLANK.splitAsStream(line).toList();
                files.put(words.get(2), new Index.FileHash(Long.parseLong(words.get(1)), words.get(0)));
            }
            Instant date = Instant.from(ReleaseText.DATE.parse(stanza.require("Date", file.toString())));
            return new ReleaseReader(date, files);
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(file + " is no Release file", e);
        }
    }
}
