package fatbuildr.jinja;

import fatbuildr.jinja.value.Value;
import org.jspecify.annotations.Nullable;

/** The place where statements run: variables, output, and the template and its inheritance they belong to. */
record Frame(
        Interpreter interpreter,
        Template template,
        Inheritance inheritance,
        Scope scope,
        Output out,
        boolean topLevel) {

    /** A nested scope writing to the same place. */
    Frame nested() {
        return new Frame(interpreter, template, inheritance, new Scope(scope), out, false);
    }

    /** A nested scope writing elsewhere. */
    Frame nested(Output elsewhere) {
        return new Frame(interpreter, template, inheritance, new Scope(scope), elsewhere, false);
    }

    Value variable(String name) {
        @Nullable Value value = scope.find(name);
        return value == null ? Value.undefined(name) : value;
    }
}
