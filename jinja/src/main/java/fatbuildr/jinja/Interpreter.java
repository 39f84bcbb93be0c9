package fatbuildr.jinja;

import fatbuildr.jinja.builtin.Attributes;
import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.CallableObject;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.FunctionValue;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.ObjectValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one rendering. */
final class Interpreter implements Rendering {
    private final Environment environment;
    private final Meter meter;
    private final Attributes attributes;
    private final Evaluator evaluator;
    private final Statements statements;
    private final Scope globals;
    private boolean autoescape;

    Interpreter(Environment environment) {
        this.environment = environment;
        this.meter = new Meter(environment.limits());
        this.attributes = new Attributes(this);
        this.evaluator = new Evaluator(this);
        this.statements = new Statements(this);
        this.globals = new Scope(null, values(environment.globals()));
    }

    void render(Template template, Map<String, ?> variables, Output out) {
        run(template, new Scope(globals, values(variables)), out);
    }

    private static Map<String, Value> values(Map<String, ?> variables) {
        Map<String, Value> values = new HashMap<>();
        variables.forEach((name, value) -> values.put(name, Value.from(value)));
        return values;
    }

    /** Runs a whole template over the given variables; returns the scope of its top level. */
    Scope run(Template template, Scope variables, Output out) {
        Scope reserved = new Scope(variables);
        Scope top = new Scope(reserved);
        Inheritance inheritance = new Inheritance(top, template);
        reserved.set("self", Value.object(new SelfObject(new Frame(this, template, inheritance, top, out, false))));
        runTopLevel(template, inheritance, out);
        return top;
    }

    private void runTopLevel(Template template, Inheritance inheritance, Output out) {
        Frame frame = new Frame(this, template, inheritance, inheritance.scope(), new Output.TopLevel(out), true);
        enter(template.environment().autoescape(), () -> {
            statements.run(template.body(), frame);
            Template parent = inheritance.takeParent();
            if (parent != null) {
                runTopLevel(parent, inheritance, out);
            }
        });
    }

    /** Runs a part with its own setting of escaping, one call deeper. */
    void enter(boolean escaping, Runnable part) {
        boolean outer = autoescape;
        meter.enter();
        autoescape = escaping;
        try {
            part.run();
        } finally {
            autoescape = outer;
            meter.leave();
        }
    }

    Environment environment() {
        return environment;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Statements statements() {
        return statements;
    }

    Scope globals() {
        return globals;
    }

    void autoescape(boolean enabled) {
        autoescape = enabled;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public boolean autoescape() {
        return autoescape;
    }

    @Override
    public String text(Value value) {
        return Representation.text(value, meter);
    }

    @Override
    public Value attribute(Value value, String name) {
        return attributes.attribute(value, name);
    }

    @Override
    public Value item(Value value, Value key) {
        return attributes.item(value, key);
    }

    @Override
    public Value call(Value callee, Arguments arguments) {
        meter.step();
        return switch (callee) {
            case FunctionValue function -> function.function().call(arguments, this);
            case ObjectValue object
            when object.object() instanceof CallableObject callable -> callable.call(arguments, this);
            case UndefinedValue undefined -> throw new EvaluationException(undefined.reason());
            default -> throw new EvaluationException("'" + callee.typeName() + "' object is not callable");
        };
    }

    @Override
    public Value filter(String name, Arguments arguments) {
        return known(environment.filters().get(name), "filter", name).call(arguments, this);
    }

    @Override
    public boolean test(String name, Arguments arguments) {
        return known(environment.tests().get(name), "test", name)
                .call(arguments, this)
                .truthy();
    }

    private static HostFunction known(@Nullable HostFunction function, String kind, String name) {
        if (function == null) {
            throw new EvaluationException("No " + kind + " named '" + name + "'.");
        }
        return function;
    }

    @Override
    public boolean hasFilter(String name) {
        return environment.filters().containsKey(name);
    }

    @Override
    public boolean hasTest(String name) {
        return environment.tests().containsKey(name);
    }
}
