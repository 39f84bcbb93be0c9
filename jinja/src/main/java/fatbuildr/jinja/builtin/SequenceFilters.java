package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arithmetic;
import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.IteratorValue;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.Sequences;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Filters over sequences as wholes. */
final class SequenceFilters {
    private SequenceFilters() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("length", SequenceFilters::length, "obj")
                .alias("count", "length")
                .add("list", a -> new ListValue(list(a)), "value")
                .add("first", SequenceFilters::first, "seq")
                .add("last", a -> last(a), "seq")
                .add("random", SequenceFilters::random, "seq")
                .add("reverse", SequenceFilters::reverse, "value")
                .add("join", SequenceFilters::join, "value", "d", "attribute")
                .add("sum", SequenceFilters::sum, "iterable", "attribute", "start")
                .add("min", a -> extreme(a, -1), "value", "case_sensitive", "attribute")
                .add("max", a -> extreme(a, 1), "value", "case_sensitive", "attribute")
                .add("batch", SequenceFilters::batch, "value", "linecount", "fill_with")
                .add("slice", SequenceFilters::slice, "value", "slices", "fill_with")
                .add("pprint", a -> Value.of(PrettyPrint.print(a.get(0), meter(a))), "value")
                .functions();
    }

    private static Meter meter(Bound a) {
        return a.rendering().meter();
    }

    private static List<Value> list(Bound a) {
        return Iteration.list(a.get(0), meter(a));
    }

    private static Value length(Bound a) {
        if (a.get(0) instanceof TextValue text) {
            return Value.of(CodePoints.length(a.soft(text).text()));
        }
        long length = Sequences.length(a.get(0));
        if (length < 0) {
            throw new EvaluationException("object of type '" + a.get(0).typeName() + "' has no len()");
        }
        return Value.of(length);
    }

    private static Value first(Bound a) {
        Iterator<Value> items = Iteration.each(a.get(0), meter(a)).iterator();
        return items.hasNext() ? items.next() : new UndefinedValue("No first item, sequence was empty.");
    }

    private static Value last(Bound a) {
        requireReversible(a.get(0));
        List<Value> items = list(a);
        return items.isEmpty() ? new UndefinedValue("No last item, sequence was empty.") : items.getLast();
    }

    private static void requireReversible(Value value) {
        if (value instanceof IteratorValue) {
            throw new EvaluationException("'generator' object is not reversible");
        }
    }

    private static Value random(Bound a) {
        Value sequence = a.get(0);
        if (sequence instanceof UndefinedValue || Sequences.length(sequence) == 0) {
            return new UndefinedValue("No random item, sequence was empty.");
        }
        if (!Sequences.isIndexed(sequence)) {
            throw new EvaluationException("'" + sequence.typeName() + "' object has no items to choose from");
        }
        int index = ThreadLocalRandom.current().nextInt((int) Sequences.length(sequence));
        Value chosen = Sequences.at(sequence, index, meter(a));
        return chosen == null ? Value.none() : chosen;
    }

    private static Value reverse(Bound a) {
        if (a.get(0) instanceof TextValue text) {
            return Sequences.slice(text, null, null, -1, meter(a));
        }
        List<Value> items = list(a);
        Collections.reverse(items);
        return a.get(0) instanceof IteratorValue ? new ListValue(items) : new IteratorValue(items.iterator());
    }

    private static Value join(Bound a) {
        UnaryOperator<Value> key = AttributePath.key(a.present(2), a.rendering());
        List<Value> items = new ArrayList<>();
        Iteration.each(a.get(0), meter(a)).forEach(item -> items.add(key.apply(item)));
        TextValue separator = a.soft(a.get(1, Value.of("")));
        boolean markup = a.rendering().autoescape()
                && (separator instanceof MarkupValue || items.stream().anyMatch(MarkupValue.class::isInstance));
        TextBuilder out = new TextBuilder(meter(a));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(markup ? Html.escape(separator, meter(a)) : separator.text());
            }
            out.append(
                    markup ? Html.escape(items.get(i), meter(a)) : a.rendering().text(items.get(i)));
        }
        return markup ? Value.markup(out.toString()) : Value.of(out.toString());
    }

    private static Value sum(Bound a) {
        UnaryOperator<Value> key = AttributePath.key(a.present(1), a.rendering());
        Arithmetic arithmetic = new Arithmetic(meter(a));
        Value sum = a.get(2, Value.of(0));
        if (sum instanceof TextValue) {
            throw new EvaluationException("sum() can't sum strings [use the filter join instead]");
        }
        for (Value item : Iteration.each(a.get(0), meter(a))) {
            sum = arithmetic.add(sum, key.apply(item));
        }
        return sum;
    }

    private static Value extreme(Bound a, int sign) {
        UnaryOperator<Value> key =
                AttributePath.folding(AttributePath.key(a.present(2), a.rendering()), a.flag(1, false));
        Comparing comparing = new Comparing(meter(a));
        Iterator<Value> items = Iteration.each(a.get(0), meter(a)).iterator();
        if (!items.hasNext()) {
            return new UndefinedValue("No aggregated item, sequence was empty.");
        }
        Value best = items.next();
        Value bestKey = key.apply(best);
        while (items.hasNext()) {
            Value item = items.next();
            Value itemKey = key.apply(item);
            if (sign < 0 ? comparing.ordered("<", itemKey, bestKey) : comparing.ordered(">", itemKey, bestKey)) {
                best = item;
                bestKey = itemKey;
            }
        }
        return best;
    }

    private static Value batch(Bound a) {
        int size = a.integer(1);
        List<Value> items = list(a);
        List<Value> batches = new ArrayList<>();
        List<Value> batch = new ArrayList<>();
        for (Value item : items) {
            if (batch.size() == size) {
                batches.add(new ListValue(batch));
                batch.clear();
            }
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            if (a.present(2).isPresent() && batch.size() < size) {
                meter(a).steps(size);
                batch.addAll(Collections.nCopies(size - batch.size(), a.get(2)));
            }
            batches.add(new ListValue(batch));
        }
        return new IteratorValue(batches.iterator());
    }

    private static Value slice(Bound a) {
        List<Value> items = list(a);
        int slices = Numbers.index(a.get(1));
        if (slices == 0) {
            throw new EvaluationException("integer division or modulo by zero");
        }
        meter(a).steps(Math.max(slices, 0));
        List<Value> out = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < slices; i++) {
            boolean longer = i < items.size() % slices;
            int end = start + items.size() / slices + (longer ? 1 : 0);
            List<Value> slice = new ArrayList<>(items.subList(start, end));
            if (!longer) {
                a.present(2).ifPresent(slice::add);
            }
            out.add(new ListValue(slice));
            start = end;
        }
        return new IteratorValue(out.iterator());
    }
}
