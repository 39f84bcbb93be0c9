package fatbuildr.registry.apt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/** Writes the Release file of a suite. */
final class ReleaseText {
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ReleaseText() {}

    static byte[] write(SuiteDescription suite, Instant date, Collection<Index> indexes) {
        StringBuilder text = new StringBuilder();
        field(text, "Origin", suite.origin());
        field(text, "Label", suite.label());
        field(text, "Suite", suite.name());
        field(text, "Codename", suite.name());
        field(text, "Date", DATE.format(date));
        field(text, "Acquire-By-Hash", "yes");
        field(text, "Architectures", String.join(" ", suite.architectures()));
        field(text, "Components", String.join(" ", suite.components()));
        field(text, "Description", suite.description());
        text.append("SHA256:\n");
        for (Index index : indexes) {
            for (Form form : Form.values()) {
                Index.FileHash hash = index.file(form);
                text.append(' ').append(hash.sha256());
                text.append(String.format(Locale.ROOT, " %12d ", hash.size()));
                text.append(index.name().directory())
                        .append('/')
                        .append(index.name().file());
                text.append(form.suffix()).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isBlank()) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }
}
