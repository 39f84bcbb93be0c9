package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Expression;
import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Runs for loops. */
final class Loops {
    /** An iteration's own variables take the time and memory of a few steps. */
    private static final int SCOPE_COST = 3;

    private final Interpreter interpreter;
    private final Assignment assignment;

    Loops(Interpreter interpreter, Assignment assignment) {
        this.interpreter = interpreter;
        this.assignment = assignment;
    }

    void run(Statement.For loop, Frame frame) {
        run(loop, interpreter.evaluator().evaluate(loop.items(), frame), frame, 0);
    }

    /** Runs the loop again over other items, one level deeper, and gives what it writes. */
    Value recurse(Statement.For loop, Value items, Frame frame, int depth) {
        Output.Capture capture = new Output.Capture(interpreter.meter());
        Frame inner = frame.nested(capture);
        interpreter.enter(interpreter.autoescape(), () -> run(loop, items, inner, depth));
        return interpreter.autoescape() ? Value.markup(capture.text()) : Value.of(capture.text());
    }

    private void run(Statement.For loop, Value iterable, Frame frame, int depth) {
        List<Value> items = selected(loop, Iteration.list(iterable, interpreter.meter()), frame);
        LoopObject state = new LoopObject(items, depth, this, loop, frame);
        Value variable = Value.object(state);
        while (state.advance()) {
            interpreter.meter().steps(SCOPE_COST);
            Frame iteration = frame.nested();
            iteration.scope().set("loop", variable);
            assignment.assign(loop.target(), state.current(), iteration);
            interpreter.statements().run(loop.body(), iteration);
        }
        if (items.isEmpty()) {
            interpreter.statements().run(loop.otherwise(), frame.nested());
        }
    }

    private List<Value> selected(Statement.For loop, List<Value> items, Frame frame) {
        Expression condition = loop.condition();
        if (condition == null) {
            return items;
        }
        List<Value> selected = new ArrayList<>();
        for (Value item : items) {
            Frame inner = frame.nested();
            inner.scope()
                    .set(
                            "loop",
                            new UndefinedValue(
                                    "'loop' is undefined; the filter section of a loop"
                                            + " as well as the else block don't have access to the special 'loop' variable of the current loop."));
            assignment.assign(loop.target(), item, inner);
            if (interpreter.evaluator().isTrue(condition, inner)) {
                selected.add(item);
            }
        }
        return selected;
    }
}
