package fatbuildr.cli.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who mistyped a word. */
final class Suggestion {
    private static final int MAX_LENGTH = 40;

    private Suggestion() {}

    /** Such as {@code : did you mean registry?}; empty when no word is near. */
    static String of(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return "";
        }
        List<String> begun = known.stream()
                .filter(candidate -> !word.isEmpty() && candidate.startsWith(word))
                .toList();
        if (begun.size() == 1) {
            return ": did you mean " + begun.getFirst() + "?";
        }
        int tolerated = word.replaceFirst("^-+", "").length() < 4 ? 1 : 2;
        return known.stream()
                .filter(candidate -> candidate.startsWith("--") == word.startsWith("--"))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(nearest -> distance(word, nearest) <= tolerated)
                .map(nearest -> ": did you mean " + nearest + "?")
                .orElse("");
    }

    /** How many letters are to be changed, added, dropped or swapped with their neighbour. */
    static int distance(String left, String right) {
        int[][] costs = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cost(left, right, i, j, costs);
            }
        }
        return costs[left.length()][right.length()];
    }

    private static int cost(String left, String right, int i, int j, int[][] costs) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cost = Math.min(Math.min(costs[i - 1][j], costs[i][j - 1]) + 1, costs[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
