package fatbuildr.bench;

import java.io.IOException;
import java.util.ArrayList;
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

    /** One of several equal rounds; what it does besides the timed work does not count. */
    interface Round {
        double seconds() throws IOException, InterruptedException;
    }

    static double median(int rounds, Round round) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int done = 0; done < rounds; done++) {
            seconds.add(round.seconds());
        }
        return median(seconds);
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
