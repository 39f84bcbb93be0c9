package fatbuildr.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An external program to run: words, never a shell line. It sees only the environment given here.
 *
 * @param input bytes for its standard input, empty for the null device
 * @param limit time after which it is ended
 * @param secrets texts to blank out wherever the command is shown
 */
public record Command(
        List<String> words,
        Optional<Path> directory,
        Map<String, String> environment,
        Optional<byte[]> input,
        Optional<Duration> limit,
        Set<String> secrets) {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~^-]+");

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        secrets = Set.copyOf(secrets);
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    /** A command with the standard path and a UTF-8 locale as its whole environment. */
    public static Command of(List<String> words) {
        return new Command(
                words,
                Optional.empty(),
                Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", "HOME", "/"),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    public static Command of(String... words) {
        return of(List.of(words));
    }

    public Command with(String... more) {
        List<String> longer = new ArrayList<>(words);
        longer.addAll(List.of(more));
        return new Command(longer, directory, environment, input, limit, secrets);
    }

    public Command in(Path workingDirectory) {
        return new Command(words, Optional.of(workingDirectory), environment, input, limit, secrets);
    }

    /** Adds a variable to the environment. */
    public Command env(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Command(words, directory, more, input, limit, secrets);
    }

    public Command input(byte[] bytes) {
        return new Command(words, directory, environment, Optional.of(bytes), limit, secrets);
    }

    public Command limit(Duration time) {
        return new Command(words, directory, environment, input, Optional.of(time), secrets);
    }

    public Command secret(String text) {
        Set<String> more = new HashSet<>(secrets);
        more.add(text);
        return new Command(words, directory, environment, input, limit, more);
    }

    /** The command as a line that a shell would understand, secrets blanked out; of a script only its first line. */
    public String line() {
        return words.stream()
                .map(this::redacted)
                .map(Command::oneLine)
                .map(Command::quoted)
                .collect(Collectors.joining(" "));
    }

    private String redacted(String word) {
        String shown = word;
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                shown = shown.replace(secret, "***");
            }
        }
        return shown;
    }

    private static String oneLine(String word) {
        int end = word.indexOf('\n');
        return end < 0 ? word : word.substring(0, end) + "…";
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return line();
    }
}
