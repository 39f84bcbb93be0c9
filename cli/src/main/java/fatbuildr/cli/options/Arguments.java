package fatbuildr.cli.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command line gives; of an option given twice the last value counts. */
public final class Arguments {
    private final Map<OptionSpec, List<String>> values = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    Arguments() {}

    void add(OptionSpec option, List<String> given) {
        List<String> all = values.computeIfAbsent(option, _ -> new ArrayList<>());
        all.addAll(given);
    }

    void word(String given) {
        words.add(given);
    }

    public boolean has(OptionSpec option) {
        return values.containsKey(option);
    }

    public Optional<String> value(OptionSpec option) {
        return values.containsKey(option) ? Optional.of(values.get(option).getLast()) : Optional.empty();
    }

    /** Everything given to an option that takes several words, in order. */
    public List<String> values(OptionSpec option) {
        return List.copyOf(values.getOrDefault(option, List.of()));
    }

    /** The word besides the options. */
    public Optional<String> word() {
        return words.stream().findFirst();
    }

    /** The words besides the options. */
    public List<String> words() {
        return List.copyOf(words);
    }
}
