package fatbuildr.cli;

import fatbuildr.cli.options.CommandSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs command lines in a home directory of their own. */
final class Ctl {
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private String broken = "";
    private Surroundings.Terminal terminal = new Surroundings.Terminal(false, false, false);

    Ctl(Path home) {
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + home.resolve("no-bus"));
    }

    record Outcome(int code, String out, String err) {}

    Ctl with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Ctl uri(StubServer server) {
        return with("FATBUILDR_URI", server.uri());
    }

    Ctl input(String text) {
        input = text;
        return this;
    }

    Ctl terminal(boolean in, boolean out, boolean err) {
        terminal = new Surroundings.Terminal(in, out, err);
        return this;
    }

    /** Standard output fails with that reason. */
    Ctl brokenOutput(String reason) {
        broken = reason;
        return this;
    }

    private OutputStream out(ByteArrayOutputStream out) {
        if (broken.isEmpty()) {
            return out;
        }
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(broken);
            }
        };
    }

    Outcome run(String... args) {
        return run(Fatbuildrctl.spec(environment.getOrDefault("FATBUILDR_URI", "")), args);
    }

    /** Another program of ours. */
    Outcome run(CommandSpec<Command> program, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new Surroundings(
                        Map.copyOf(environment),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out(out),
                        err,
                        terminal,
                        ZoneOffset.UTC,
                        Duration.ofMillis(2)),
                program,
                args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
