package fatbuildr.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** One benchmark: a name to call it by, what it measures, and how. */
interface Benchmark {
    String name();

    /** What it answers to on the command line: its name, and metrics that come out of it as well. */
    default Set<String> names() {
        return Set.of(name());
    }

    /** One line: what the figures mean. */
    String about();

    /**
     * Runs in a scratch directory of its own, which outlives it for reuse by the next run.
     *
     * @param figures takes each figure as soon as it is known
     */
    void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException;
}
