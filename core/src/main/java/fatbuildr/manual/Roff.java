package fatbuildr.manual;

import java.util.Locale;

/** Writes a page in the man macros of roff, and escapes what they would take for their own. */
public final class Roff {
    private final StringBuilder out = new StringBuilder();
    private boolean heading;

    /** @param chapter of the manual, such as {@code User commands} */
    public Roff(String name, int number, String version, String chapter) {
        out.append(".TH ")
                .append(argument(name.toUpperCase(Locale.ROOT)))
                .append(" \"")
                .append(number)
                .append("\" \"\" ")
                .append(argument("Fatbuildr " + version))
                .append(' ')
                .append(argument(chapter))
                // Names and paths are not hyphenated, and lines not filled with blanks.
                .append("\n.nh\n.ad l\n");
    }

    public Roff section(String title) {
        out.append(".SH ").append(argument(title)).append('\n');
        heading = true;
        return this;
    }

    public Roff subsection(String title) {
        out.append(".SS ").append(argument(title)).append('\n');
        heading = true;
        return this;
    }

    /** The line that indexes of manuals are made of. */
    public Roff nameLine(String name, String purpose) {
        String text = purpose.endsWith(".") ? purpose.substring(0, purpose.length() - 1) : purpose;
        out.append(escaped(name)).append(" \\- ").append(escaped(text)).append('\n');
        return this;
    }

    /** Nothing right after a heading, which begins one. */
    public Roff paragraph() {
        out.append(heading ? "" : ".PP\n");
        heading = false;
        return this;
    }

    /** What the text that follows explains, indented. */
    public Roff term(String text) {
        heading = false;
        out.append(".TP\n").append(".B ").append(argument(text)).append('\n');
        return this;
    }

    public Roff bold(String text) {
        heading = false;
        out.append(".B ").append(argument(text)).append('\n');
        return this;
    }

    public Roff text(String text) {
        heading = false;
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String escaped = escaped(line.strip());
            out.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                    .append(escaped)
                    .append('\n');
        });
        return this;
    }

    /** Lines as they are. */
    public Roff literal(String text) {
        out.append(".PP\n.RS 4\n.nf\n");
        text.lines().forEach(line -> {
            String escaped = escaped(line);
            out.append(escaped.startsWith(".") || escaped.startsWith("'") || escaped.isEmpty() ? "\\&" : "")
                    .append(escaped)
                    .append('\n');
        });
        out.append(".fi\n.RE\n");
        return this;
    }

    private static String argument(String text) {
        return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha")
                .replace("…", "...");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
