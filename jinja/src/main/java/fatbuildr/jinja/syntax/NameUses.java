package fatbuildr.jinja.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Records the names read in a macro's body, nested ones included, to know which special names it asks for. */
final class NameUses {
    private final Deque<Set<String>> open = new ArrayDeque<>();

    void read(String name) {
        if (!open.isEmpty()) {
            open.peek().add(name);
        }
    }

    /** Runs the parser of one body and collects what it read into {@code names}. */
    <T> T collect(Set<String> names, Supplier<T> parser) {
        open.push(new HashSet<>());
        T parsed = parser.get();
        names.addAll(open.pop());
        names.forEach(this::read);
        return parsed;
    }
}
