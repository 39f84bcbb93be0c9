package fatbuildr.registry.apt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Several pieces of work side by side. */
final class Parallel {
    interface Work<T> {
        T run() throws IOException;
    }

    private Parallel() {}

    interface FormWork<T> {
        T run(Form form) throws IOException;
    }

    /** The results of the same work for every form. */
    static <T> Map<Form, T> forms(ExecutorService workers, FormWork<T> work) throws IOException, InterruptedException {
        List<Work<T>> works = new ArrayList<>();
        for (Form form : Form.values()) {
            works.add(() -> work.run(form));
        }
        Iterator<T> results = all(workers, works).iterator();
        Map<Form, T> byForm = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            byForm.put(form, results.next());
        }
        return byForm;
    }

    /** The results in order; waits for all of them even when one fails. */
    static <T> List<T> all(ExecutorService workers, List<Work<T>> works) throws IOException, InterruptedException {
        List<Future<T>> futures = workers.invokeAll(works.stream()
                .map(work -> (java.util.concurrent.Callable<T>) work::run)
                .toList());
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failure -> throw failure;
                    case RuntimeException failure -> throw failure;
                    case Error failure -> throw failure;
                    case null, default -> throw new IllegalStateException(e);
                }
            }
        }
        return results;
    }
}
