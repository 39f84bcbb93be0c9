package fatbuildr.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** One benchmark: a name to call it by, what it measures, and how. */
interface Benchmark {
    String name();

    /** What it answers to on the command line: its name, and metrics that come out of it as well. */
    default Set<String> names() {
        return Set.of(name());
    }

    /** One line: what the figures mean. */
    String about();

    /** Runs in a scratch directory of its own, which outlives it for reuse by the next run. */
    List<Figure> run(Path work) throws IOException, InterruptedException;
}
