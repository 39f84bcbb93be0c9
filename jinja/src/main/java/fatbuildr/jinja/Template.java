package fatbuildr.jinja;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A parsed template; immutable and safe for use by many threads. */
public final class Template {
    private final String name;
    private final String source;

    Template(String name, String source) {
        this.name = name;
        this.source = source;
    }

    /** Renders; the values of the map are converted as {@link fatbuildr.jinja.value.Value#from} does. */
    public String render(Map<String, ?> variables) {
        StringBuilder out = new StringBuilder();
        render(variables, out);
        return out.toString();
    }

    /** Renders piece by piece; what was written before a failure stays written. */
    public void render(Map<String, ?> variables, Appendable out) {
        if (source.contains("{")) {
            throw new TemplateException(name + ":1: only plain text is rendered so far, without " + variables.keySet());
        }
        try {
            out.append(source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
