package fatbuildr.jinja;

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
        throw new TemplateException(name + ":" + source.lines().count() + ": rendering follows " + out + variables);
    }
}
