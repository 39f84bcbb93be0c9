package fatbuildr.web.page;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The files that a page was made of, as they were then: templates and what the page links to of the static files. */
final class UsedFiles {
    private static final ScopedValue<UsedFiles> NOTES = ScopedValue.newInstance();

    private final Map<File, State> files = new HashMap<>();

    /** All zeros for a file that is not there. */
    record State(long modified, long size) {
        static State of(File file) {
            return new State(file.lastModified(), file.length());
        }

        boolean isThere() {
            return modified != 0;
        }
    }

    /** Does work and notes the files it uses. */
    <T> T during(Supplier<T> work) {
        return ScopedValue.where(NOTES, this).call(work::get);
    }

    /** The state of a file, which from now on is one that the page is made of. */
    static State state(File file) {
        State state = State.of(file);
        if (NOTES.isBound()) {
            NOTES.get().files.putIfAbsent(file, state);
        }
        return state;
    }

    boolean areUnchanged() {
        return files.entrySet().stream()
                .allMatch(file -> State.of(file.getKey()).equals(file.getValue()));
    }
}
