package fatbuildr.jinja;

import fatbuildr.jinja.builtin.Namespace;
import fatbuildr.jinja.syntax.Statement.Target;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.ObjectValue;
import fatbuildr.jinja.value.Value;
import java.util.List;

/** Gives targets their values. */
final class Assignment {
    private final Meter meter;

    Assignment(Meter meter) {
        this.meter = meter;
    }

    void assign(Target target, Value value, Frame frame) {
        switch (target) {
            case Target.Variable variable -> frame.scope().set(variable.name(), value);
            case Target.Member member -> {
                if (!(frame.variable(member.namespace()) instanceof ObjectValue object)
                        || !(object.object() instanceof Namespace namespace)) {
                    throw new EvaluationException("cannot assign attribute on non-namespace object");
                }
                namespace.set(member.attribute(), value);
            }
            case Target.Unpacked unpacked -> unpack(unpacked, value, frame);
        }
    }

    private void unpack(Target.Unpacked unpacked, Value value, Frame frame) {
        if (!Iteration.isIterable(value)) {
            throw new EvaluationException("cannot unpack non-iterable " + value.typeName() + " object");
        }
        List<Target> targets = unpacked.targets();
        List<Value> values = Iteration.list(value, meter);
        if (values.size() > targets.size()) {
            throw new EvaluationException("too many values to unpack (expected " + targets.size() + ")");
        }
        if (values.size() < targets.size()) {
            throw new EvaluationException(
                    "not enough values to unpack (expected " + targets.size() + ", got " + values.size() + ")");
        }
        for (int i = 0; i < targets.size(); i++) {
            assign(targets.get(i), values.get(i), frame);
        }
    }
}
