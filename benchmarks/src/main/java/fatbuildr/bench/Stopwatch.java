package fatbuildr.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;

/** Seconds that work takes. */
final class Stopwatch {
    private Stopwatch() {}

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    static double seconds(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length % 2 == 1
                ? sorted[sorted.length / 2]
                : DoubleStream.of(sorted[sorted.length / 2 - 1], sorted[sorted.length / 2])
                        .average()
                        .orElseThrow();
    }
}
