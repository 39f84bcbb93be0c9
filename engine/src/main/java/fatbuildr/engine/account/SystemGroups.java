package fatbuildr.engine.account;

import fatbuildr.cache.ExpiringCache;
import fatbuildr.error.FatbuildrException;
import fatbuildr.policy.Groups;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of the machine's name service (http-api.md section 5.3): members listed by the group, and whoever's own
 * groups, the primary one included, have it. Each answer costs a program, so the last thousand are remembered for 30
 * seconds: that long it takes until somebody put into a group, or out of it, is treated so.
 */
public final class SystemGroups implements Groups {
    private static final Logger LOG = LoggerFactory.getLogger(SystemGroups.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_ANSWERS = 1000;
    private static final int MOST_BYTES = 4 << 20;
    /** Names that no tool takes for an option or a number. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][^:,\\x00-\\x1f\\x7f]{0,254}");

    private final Programs programs;
    private final ExpiringCache<String, Set<String>> answers;
    private final Set<String> missing = new HashSet<>();

    public SystemGroups() {
        this(System::nanoTime, SystemGroups::run);
    }

    SystemGroups(LongSupplier nanos, Programs programs) {
        this.answers = new ExpiringCache<>(MOST_ANSWERS, REMEMBERED, nanos);
        this.programs = programs;
    }

    /** What a program prints, empty when it fails. */
    interface Programs {
        Optional<String> output(String... words);
    }

    @Override
    public boolean contains(String group, String user) {
        return NAME.matcher(group).matches()
                && NAME.matcher(user).matches()
                && (members(group).contains(user) || groups(user).contains(group));
    }

    private Set<String> members(String group) {
        return remembered("group " + group, () -> {
            Optional<String> line = programs.output("getent", "group", "--", group);
            if (line.isEmpty() && tellOnce(group)) {
                LOG.warn("the access policy names the group {}, which does not exist: nobody is in it", group);
            }
            return line.map(text -> names(text.strip().split(":", -1), group)).orElse(Set.of());
        });
    }

    /** Fields of an entry of the group database: name, password, number, members. */
    private static Set<String> names(String[] fields, String group) {
        return fields.length == 4 && fields[0].equals(group)
                ? Arrays.stream(fields[3].split(",", -1)).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Empty for somebody without account: a token's subject need not have one. */
    private Set<String> groups(String user) {
        return remembered(
                "user " + user,
                () -> programs.output("id", "-Gnz", "--", user)
                        .map(text -> Arrays.stream(text.split("\0", -1))
                                .filter(name -> !name.isBlank())
                                .collect(Collectors.toUnmodifiableSet()))
                        .orElse(Set.of()));
    }

    private Set<String> remembered(String question, Supplier<Set<String>> lookUp) {
        return answers.get(question).orElseGet(() -> {
            Set<String> names = lookUp.get();
            answers.put(question, names);
            return names;
        });
    }

    private boolean tellOnce(String group) {
        synchronized (missing) {
            return missing.add(group);
        }
    }

    private static Optional<String> run(String... words) {
        try {
            ProcessRunner.Output output =
                    new ProcessRunner().output(Command.of(words).limit(LIMIT), MOST_BYTES);
            return output.status() == 0 ? Optional.of(output.text()) : Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw FatbuildrException.external("interrupted while asking for the groups of a user", stopped);
        }
    }
}
