package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The words of a command line, in which {@code --option=value} is two of them. */
public final class Words {
    private final String program;
    private final Deque<String> rest;
    private String last = "";

    public Words(String program, String... words) {
        this.program = program;
        this.rest = new ArrayDeque<>(Arrays.asList(words));
    }

    public boolean hasNext() {
        return !rest.isEmpty();
    }

    /** The next option. */
    public String next() {
        last = rest.removeFirst();
        int equals = last.startsWith("--") ? last.indexOf('=') : -1;
        if (equals > 0) {
            rest.addFirst(last.substring(equals + 1));
            last = last.substring(0, equals);
        }
        return last;
    }

    /** What belongs to the option. */
    public String value() {
        if (rest.isEmpty()) {
            throw wrong("the option " + last + " needs a value");
        }
        return rest.removeFirst();
    }

    public FatbuildrException unknown() {
        return wrong("unknown argument " + last);
    }

    public FatbuildrException wrong(String mistake) {
        return FatbuildrException.invalid(mistake + ", see " + program + " --help");
    }
}
