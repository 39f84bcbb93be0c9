package fatbuildr.jinja;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.CallableObject;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Optional;

/** A block as a value: {@code self.name} or {@code super}; calling it gives its text. */
record BlockObject(Frame frame, String name, int level) implements CallableObject {
    @Override
    public Value call(Arguments arguments, Rendering rendering) {
        Interpreter interpreter = frame.interpreter();
        Output.Capture capture = new Output.Capture(interpreter.meter());
        boolean escaping = interpreter.autoescape();
        render(capture);
        return escaping ? Value.markup(capture.text()) : Value.of(capture.text());
    }

    /** Runs the definition of this level, with {@code super} naming the next. */
    void render(Output out) {
        Inheritance.Definition definition =
                frame.inheritance().definitions(name).get(level);
        Scope scope = new Scope(frame.scope());
        Frame inner = new Frame(frame.interpreter(), definition.template(), frame.inheritance(), scope, out, false);
        scope.set("super", superBlock());
        frame.interpreter()
                .enter(
                        definition.template().environment().autoescape(),
                        () -> inner.interpreter()
                                .statements()
                                .run(definition.block().body(), inner));
    }

    private Value superBlock() {
        List<Inheritance.Definition> definitions = frame.inheritance().definitions(name);
        return level + 1 < definitions.size()
                ? Value.object(new BlockObject(frame, name, level + 1))
                : new UndefinedValue("there is no parent block called '" + name + "'.");
    }

    @Override
    public Optional<Value> attribute(String attribute) {
        return attribute.equals("super") ? Optional.of(superBlock()) : Optional.empty();
    }

    @Override
    public String text() {
        return "<block '" + name + "'>";
    }

    @Override
    public String typeName() {
        return "BlockReference";
    }
}
