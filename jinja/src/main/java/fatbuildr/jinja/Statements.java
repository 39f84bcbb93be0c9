package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Expression;
import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements. */
final class Statements {
    private final Interpreter interpreter;
    private final Meter meter;
    private final Evaluator evaluator;
    private final Assignment assignment;
    private final Loops loops;
    private final OtherTemplates others;

    Statements(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.meter = interpreter.meter();
        this.evaluator = interpreter.evaluator();
        this.assignment = new Assignment(meter);
        this.loops = new Loops(interpreter, assignment);
        this.others = new OtherTemplates(interpreter);
    }

    void run(List<Statement> statements, Frame frame) {
        for (Statement statement : statements) {
            try {
                meter.step();
                run(statement, frame);
            } catch (EvaluationException failure) {
                throw frame.template().failure(statement.line(), failure);
            }
        }
    }

    private void run(Statement statement, Frame frame) {
        switch (statement) {
            case Statement.Text text -> frame.out().write(text.text());
            case Statement.Output output -> frame.out().write(printed(evaluator.evaluate(output.value(), frame)));
            case Statement.For loop -> loops.run(loop, frame);
            case Statement.If condition -> condition(condition, frame);
            case Statement.Set set -> assignment.assign(set.target(), evaluator.evaluate(set.value(), frame), frame);
            case Statement.SetBlock set ->
                assignment.assign(set.target(), filtered(set.filter(), captured(set.body(), frame), frame), frame);
            case Statement.Macro macro ->
                frame.scope()
                        .set(
                                macro.name(),
                                Value.object(new MacroObject(
                                        macro.name(),
                                        macro.signature(),
                                        macro.body(),
                                        frame,
                                        interpreter.autoescape())));
            case Statement.CallBlock call -> callBlock(call, frame);
            case Statement.FilterBlock filter ->
                frame.out().write(printed(filtered(filter.filter(), captured(filter.body(), frame), frame)));
            case Statement.Block block -> block(block, frame);
            case Statement.Extends parent -> others.extend(parent, frame);
            case Statement.Include include -> others.include(include, frame);
            case Statement.Import module -> others.importAs(module, frame);
            case Statement.FromImport module -> others.fromImport(module, frame);
            case Statement.With with -> with(with, frame);
            case Statement.Autoescape autoescape -> autoescape(autoescape, frame);
        }
    }

    private String printed(Value value) {
        return interpreter.autoescape() ? Html.escape(value, meter) : interpreter.text(value);
    }

    private void condition(Statement.If condition, Frame frame) {
        for (Statement.Branch branch : condition.branches()) {
            if (evaluator.isTrue(branch.test(), frame)) {
                run(branch.body(), frame);
                return;
            }
        }
        run(condition.otherwise(), frame);
    }

    private Value captured(List<Statement> body, Frame frame) {
        Output.Capture capture = new Output.Capture(meter);
        run(body, frame.nested(capture));
        return interpreter.autoescape() ? Value.markup(capture.text()) : Value.of(capture.text());
    }

    private Value filtered(@Nullable Expression filter, Value body, Frame frame) {
        return filter instanceof Expression.Filtered chain ? evaluator.filtered(chain, body, frame) : body;
    }

    private void callBlock(Statement.CallBlock block, Frame frame) {
        MacroObject caller =
                new MacroObject("caller", block.signature(), block.body(), frame, interpreter.autoescape());
        frame.out().write(printed(evaluator.call(block.call(), frame, Value.object(caller))));
    }

    private void block(Statement.Block block, Frame frame) {
        if (frame.topLevel() && frame.out() instanceof Output.TopLevel top && top.isSilent()) {
            return;
        }
        if (block.required() && frame.inheritance().definitions(block.name()).size() <= 1) {
            throw new EvaluationException("Required block '" + block.name() + "' not found");
        }
        Scope scope = block.scoped() ? frame.scope() : frame.inheritance().scope();
        Frame outer = new Frame(interpreter, frame.template(), frame.inheritance(), scope, frame.out(), false);
        new BlockObject(outer, block.name(), 0).render(frame.out());
    }

    private void with(Statement.With with, Frame frame) {
        Frame inner = frame.nested();
        List<Value> values = with.bindings().stream()
                .map(binding -> evaluator.evaluate(binding.value(), frame))
                .toList();
        for (int i = 0; i < values.size(); i++) {
            assignment.assign(with.bindings().get(i).target(), values.get(i), inner);
        }
        run(with.body(), inner);
    }

    private void autoescape(Statement.Autoescape block, Frame frame) {
        boolean outer = interpreter.autoescape();
        interpreter.autoescape(evaluator.isTrue(block.enabled(), frame));
        try {
            run(block.body(), frame.nested());
        } finally {
            interpreter.autoescape(outer);
        }
    }
}
