package fatbuildr.jinja;

import fatbuildr.jinja.syntax.ParsedTemplate;
import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.value.EvaluationException;
import java.util.List;
import java.util.Map;

/** A parsed template; immutable and safe for use by many threads. */
public final class Template {
    private final Environment environment;
    private final String name;
    private final ParsedTemplate parsed;

    Template(Environment environment, String name, ParsedTemplate parsed) {
        this.environment = environment;
        this.name = name;
        this.parsed = parsed;
    }

    public String name() {
        return name;
    }

    /** Renders; the values of the map are converted as {@link fatbuildr.jinja.value.Value#from} does. */
    public String render(Map<String, ?> variables) {
        StringBuilder out = new StringBuilder();
        render(variables, out);
        return out.toString();
    }

    /** Renders piece by piece; what was written before a failure stays written. */
    public void render(Map<String, ?> variables, Appendable out) {
        try {
            Interpreter interpreter = new Interpreter(environment);
            interpreter.render(
                    this, variables, new Output.Sink(out, environment.limits().output()));
        } catch (EvaluationException failure) {
            throw failure(1, failure);
        } catch (StackOverflowError tooDeep) {
            // Values and calls nested within the limits of each can still exceed the stack together.
            throw new TemplateException(name + ":1: nested too deeply", tooDeep);
        }
    }

    Environment environment() {
        return environment;
    }

    List<Statement> body() {
        return parsed.body();
    }

    Map<String, Statement.Block> blocks() {
        return parsed.blocks();
    }

    TemplateException failure(int line, EvaluationException cause) {
        return new TemplateException(name + ":" + line + ": " + cause.reason(), cause);
    }
}
