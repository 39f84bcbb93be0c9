package fatbuildr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What programs cost the machine, taken together. */
record Processes(List<Long> ids) {
    static Processes of(Long... ids) {
        return new Processes(List.of(ids));
    }

    /** Memory in MiB: {@code VmRSS} is that of now, {@code VmHWM} the most it ever was. */
    double resident(String field) throws IOException {
        return sum("status", field) / 1024.0;
    }

    /** Bytes given to the kernel to write. */
    long written() throws IOException {
        return sum("io", "wchar");
    }

    private long sum(String file, String field) throws IOException {
        long sum = 0;
        for (long id : ids) {
            sum += Files.readAllLines(Path.of("/proc/" + id + "/" + file)).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
        return sum;
    }
}
