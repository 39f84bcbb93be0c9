package fatbuildr.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is written in a file and means nothing, with the name that was probably meant. */
final class UnknownOptions {
    private static final int MAX_DISTANCE = 2;

    private UnknownOptions() {}

    static List<String> warnings(String source, Map<String, Map<String, IniEntry>> file) {
        List<String> warnings = new ArrayList<>();
        file.forEach((section, options) -> {
            if (section.equals(IniParser.DEFAULTS)) {
                return;
            }
            if (!Options.sections().contains(section)) {
                String place = options.values().stream()
                        .findFirst()
                        .map(IniEntry::place)
                        .orElse(source);
                warnings.add(place + ": unknown section [" + section + "], ignored"
                        + hint(section, Options.sections())
                                .map(name -> "; [" + name + "] was meant?")
                                .orElse(""));
                return;
            }
            options.forEach((key, entry) -> {
                if (!Options.keys(section).contains(key)) {
                    warnings.add(entry.place() + ": [" + section + "] unknown option " + key + ", ignored"
                            + hint(key, Options.keys(section))
                                    .map(name -> "; " + name + " was meant?")
                                    .orElse(""));
                }
            });
        });
        return warnings;
    }

    private static Optional<String> hint(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= MAX_DISTANCE)
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, delete or replace. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
