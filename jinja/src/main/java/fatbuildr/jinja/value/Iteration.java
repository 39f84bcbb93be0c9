package fatbuildr.jinja.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Walking over values; every item walked costs a step. */
public final class Iteration {
    private Iteration() {}

    public static boolean isIterable(Value value) {
        return switch (value) {
            case TextValue _,
                    UndefinedValue _,
                    ListValue _,
                    TupleValue _,
                    DictValue _,
                    DictView _,
                    RangeValue _,
                    IteratorValue _ -> true;
            case ObjectValue object -> object.object() instanceof IterableObject;
            case NoneValue _, BoolValue _, IntValue _, FloatValue _, FunctionValue _ -> false;
        };
    }

    public static Iterable<Value> each(Value value, Meter meter) {
        Iterator<Value> items = items(value, meter);
        return () -> metered(items, meter);
    }

    public static List<Value> list(Value value, Meter meter) {
        List<Value> list = new ArrayList<>();
        each(value, meter).forEach(list::add);
        return list;
    }

    private static Iterator<Value> items(Value value, Meter meter) {
        return switch (value) {
            case TextValue text -> characters(text.text());
            case UndefinedValue _ -> Collections.emptyIterator();
            case ListValue list -> new LiveIterator(list.items());
            case TupleValue tuple -> tuple.items().iterator();
            case DictValue dict -> {
                meter.steps(dict.entries().size());
                yield List.copyOf(dict.entries().keySet()).iterator();
            }
            case DictView view -> {
                meter.steps(view.dict().entries().size());
                yield view.items().iterator();
            }
            case RangeValue range -> new RangeIterator(range);
            case IteratorValue iterator -> iterator.iterator();
            case ObjectValue object when object.object() instanceof IterableObject iterable -> iterable.iterator();
            case NoneValue _, BoolValue _, IntValue _, FloatValue _, FunctionValue _, ObjectValue _ ->
                throw new EvaluationException("'" + value.typeName() + "' object is not iterable");
        };
    }

    private static Iterator<Value> characters(String text) {
        return text.codePoints().mapToObj(c -> Value.of(Character.toString(c))).iterator();
    }

    private static Iterator<Value> metered(Iterator<Value> items, Meter meter) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Value next() {
                meter.step();
                return items.next();
            }
        };
    }

    /** Follows a list that grows or shrinks while it is walked, as Python does. */
    private static final class LiveIterator implements Iterator<Value> {
        private final List<Value> items;
        private int position;

        LiveIterator(List<Value> items) {
            this.items = items;
        }

        @Override
        public boolean hasNext() {
            return position < items.size();
        }

        @Override
        public Value next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.get(position++);
        }
    }

    private static final class RangeIterator implements Iterator<Value> {
        private final RangeValue range;
        private long position;

        RangeIterator(RangeValue range) {
            this.range = range;
        }

        @Override
        public boolean hasNext() {
            return position < range.size();
        }

        @Override
        public Value next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return range.at(position++);
        }
    }
}
