package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.CallableObject;
import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.SizedObject;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. */
final class LoopObject implements CallableObject, SizedObject {
    private final List<Value> items;
    private final int depth;
    private final Loops loops;
    private final Statement.For statement;
    private final Frame frame;
    private int index = -1;
    private @Nullable Value lastChanged;

    LoopObject(List<Value> items, int depth, Loops loops, Statement.For statement, Frame frame) {
        this.items = items;
        this.depth = depth;
        this.loops = loops;
        this.statement = statement;
        this.frame = frame;
    }

    boolean advance() {
        return ++index < items.size();
    }

    Value current() {
        return items.get(index);
    }

    @Override
    public Optional<Value> attribute(String name) {
        int length = items.size();
        return Optional.ofNullable(
                switch (name) {
                    case "index" -> Value.of(index + 1L);
                    case "index0" -> Value.of(index);
                    case "revindex" -> Value.of((long) length - index);
                    case "revindex0" -> Value.of(length - index - 1L);
                    case "first" -> Value.of(index == 0);
                    case "last" -> Value.of(index == length - 1);
                    case "length" -> Value.of(length);
                    case "depth" -> Value.of(depth + 1L);
                    case "depth0" -> Value.of(depth);
                    case "previtem" -> neighbour(index - 1, "there is no previous item");
                    case "nextitem" -> neighbour(index + 1, "there is no next item");
                    case "cycle" -> method("cycle", this::cycle);
                    case "changed" -> method("changed", this::changed);
                    default -> null;
                });
    }

    private static Value method(String name, HostFunction function) {
        return Value.function(name, function);
    }

    private Value neighbour(int at, String missing) {
        return at >= 0 && at < items.size() ? items.get(at) : new UndefinedValue(missing);
    }

    private Value cycle(Arguments arguments, Rendering rendering) {
        List<Value> values = arguments.positional();
        if (values.isEmpty()) {
            throw new EvaluationException("no items for cycling given");
        }
        return values.get(index % values.size());
    }

    private Value changed(Arguments arguments, Rendering rendering) {
        Value now = TupleValue.of(arguments.positional());
        boolean changed = lastChanged == null || !new Comparing(rendering.meter()).equal(lastChanged, now);
        lastChanged = now;
        return Value.of(changed);
    }

    @Override
    public Value call(Arguments arguments, Rendering rendering) {
        if (!statement.recursive()) {
            throw new EvaluationException("The loop must have the 'recursive' marker to be called recursively.");
        }
        return loops.recurse(statement, arguments.get(0), frame, depth + 1);
    }

    @Override
    public long size() {
        return items.size();
    }

    @Override
    public String text() {
        return "<LoopContext " + (index + 1) + "/" + items.size() + ">";
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }
}
