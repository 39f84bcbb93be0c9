package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Expression;
import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Optional;

/** Runs the statements that use other templates. */
final class OtherTemplates {
    private final Interpreter interpreter;

    OtherTemplates(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void extend(Statement.Extends statement, Frame frame) {
        if (!(frame.out() instanceof Output.TopLevel top)) {
            throw new EvaluationException("extends is only allowed at the top level of a template");
        }
        frame.inheritance().extend(required(statement.template(), frame));
        top.silence();
    }

    void include(Statement.Include statement, Frame frame) {
        Optional<Template> found = find(statement.template(), frame);
        if (found.isEmpty() && statement.ignoreMissing()) {
            return;
        }
        Template template = found.orElseThrow(() -> notFound(statement.template(), frame));
        Scope variables = statement.withContext() ? frame.scope() : interpreter.globals();
        Output out = frame.out() instanceof Output.TopLevel top ? top.target() : frame.out();
        interpreter.run(template, variables, out);
    }

    void importAs(Statement.Import statement, Frame frame) {
        frame.scope()
                .set(statement.target(), Value.object(module(statement.template(), statement.withContext(), frame)));
    }

    void fromImport(Statement.FromImport statement, Frame frame) {
        ModuleObject module = module(statement.template(), statement.withContext(), frame);
        for (Statement.Alias alias : statement.names()) {
            Value value = module.attribute(alias.name())
                    .orElseGet(() -> new UndefinedValue("the template '" + module.name() + "' (imported on line "
                            + statement.line() + ") does not export the requested name '" + alias.name() + "'"));
            frame.scope().set(alias.target(), value);
        }
    }

    private ModuleObject module(Expression name, boolean withContext, Frame frame) {
        Template template = required(name, frame);
        Output.Capture capture = new Output.Capture(interpreter.meter());
        Scope top = interpreter.run(template, withContext ? frame.scope() : interpreter.globals(), capture);
        return new ModuleObject(template.name(), top.own(), capture.text());
    }

    private Template required(Expression name, Frame frame) {
        return find(name, frame).orElseThrow(() -> notFound(name, frame));
    }

    private EvaluationException notFound(Expression name, Frame frame) {
        Value value = interpreter.evaluator().evaluate(name, frame);
        return new EvaluationException("template not found: " + interpreter.text(value));
    }

    /** The template of that name, or the first that exists of several. */
    private Optional<Template> find(Expression name, Frame frame) {
        Value value = interpreter.evaluator().evaluate(name, frame);
        List<Value> names = switch (value) {
            case ListValue list -> list.items();
            case TupleValue tuple -> tuple.items();
            default -> List.of(value);
        };
        for (Value candidate : names) {
            if (!(candidate instanceof TextValue text)) {
                throw new EvaluationException("a template's name must be text, not " + candidate.typeName());
            }
            Optional<Template> template = interpreter.environment().find(text.text());
            if (template.isPresent()) {
                return template;
            }
        }
        return Optional.empty();
    }
}
