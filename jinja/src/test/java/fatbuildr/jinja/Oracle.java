package fatbuildr.jinja;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The reference implementation: Debian's python3-jinja2, one process for all cases. */
final class Oracle {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the reference made of a case: its output, or the error and its line. */
    record Answer(String output, String error, boolean syntax, int line) {}

    private Oracle() {}

    static List<Answer> ask(List<Case> cases, Map<String, String> templates, Map<String, Object> variables)
            throws IOException, InterruptedException {
        if (!Files.exists(PYTHON)) {
            throw new AssertionError(PYTHON + " is missing: install the Debian package python3-jinja2");
        }
        Path directory = Files.createTempDirectory("oracle");
        Path script = directory.resolve("oracle.py");
        try (InputStream source = Oracle.class.getResourceAsStream("oracle.py")) {
            Files.copy(source, script);
        }
        Path request = directory.resolve("request.json");
        Path answers = directory.resolve("answers.json");
        Path errors = directory.resolve("errors.txt");
        JSON.writeValue(request.toFile(), Map.of("cases", cases, "templates", templates, "variables", variables));
        Process process = new ProcessBuilder(PYTHON.toString(), "-W", "ignore", script.toString())
                .redirectInput(request.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("the reference failed: " + Files.readString(errors));
        }
        return JSON.readValue(answers.toFile(), new TypeReference<>() {});
    }
}
