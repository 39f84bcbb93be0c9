package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import java.util.ArrayList;
import java.util.List;

/** Breaks one line into several of at most a width, between words, and inside words where allowed. */
record WordWrap(int width, boolean breakLongWords, boolean breakOnHyphens) {

    List<String> wrap(String line) {
        List<String> chunks = chunks(line);
        List<String> lines = new ArrayList<>();
        int next = 0;
        while (next < chunks.size()) {
            if (!lines.isEmpty() && isBlank(chunks.get(next))) {
                next++;
                continue;
            }
            List<String> current = new ArrayList<>();
            int length = 0;
            while (next < chunks.size() && length + CodePoints.length(chunks.get(next)) <= width) {
                current.add(chunks.get(next));
                length += CodePoints.length(chunks.get(next++));
            }
            if (next < chunks.size() && CodePoints.length(chunks.get(next)) > width) {
                next = breakLong(chunks, next, current, length);
            }
            if (!current.isEmpty() && isBlank(current.getLast())) {
                current.removeLast();
            }
            if (!current.isEmpty()) {
                lines.add(String.join("", current));
            }
        }
        return lines;
    }

    /**
     * Takes what fits of a chunk longer than a line, or all of it on a line of its own. What fits may be nothing: then
     * the blank before it stays at the end of the line, as in the reference.
     */
    private int breakLong(List<String> chunks, int at, List<String> current, int length) {
        String chunk = chunks.get(at);
        int space = width - length;
        if (breakLongWords) {
            int end = breakOnHyphens ? afterHyphen(chunk, space) : space;
            current.add(CodePoints.slice(chunk, 0, end));
            chunks.set(at, CodePoints.slice(chunk, end, CodePoints.length(chunk)));
            return at;
        }
        if (length > 0) {
            return at;
        }
        current.add(chunk);
        return at + 1;
    }

    /** After the last hyphen that fits and follows something else than hyphens, else the whole space. */
    private static int afterHyphen(String chunk, int space) {
        String fitting = CodePoints.slice(chunk, 0, space);
        int hyphen = fitting.lastIndexOf('-');
        boolean useful = hyphen > 0 && fitting.substring(0, hyphen).chars().anyMatch(c -> c != '-');
        return useful ? CodePoints.length(fitting.substring(0, hyphen + 1)) : space;
    }

    private List<String> chunks(String line) {
        List<String> chunks = new ArrayList<>();
        int start = 0;
        while (start < line.length()) {
            boolean blank = isWrapSpace(line.charAt(start));
            int end = start;
            while (end < line.length() && isWrapSpace(line.charAt(end)) == blank) {
                end++;
            }
            String run = line.substring(start, end);
            if (blank || !breakOnHyphens) {
                chunks.add(run);
            } else {
                hyphenated(run, chunks);
            }
            start = end;
        }
        return chunks;
    }

    /** Cuts a word after the hyphens between its letters and around dashes. */
    private static void hyphenated(String word, List<String> chunks) {
        int start = 0;
        int i = 0;
        while (i < word.length()) {
            int dashes = 0;
            while (i + dashes < word.length() && word.charAt(i + dashes) == '-') {
                dashes++;
            }
            if (dashes >= 2 && isDash(word, i, dashes)) {
                if (i > start) {
                    chunks.add(word.substring(start, i));
                }
                chunks.add(word.substring(i, i + dashes));
                start = i + dashes;
            } else if (dashes == 1 && joinsLetters(word, i)) {
                chunks.add(word.substring(start, i + 1));
                start = i + 1;
            }
            i += Math.max(dashes, 1);
        }
        if (start < word.length()) {
            chunks.add(word.substring(start));
        }
    }

    private static boolean isDash(String word, int at, int dashes) {
        return at > 0
                && (isWordCharacter(word.charAt(at - 1)) || "!\"'&.,?".indexOf(word.charAt(at - 1)) >= 0)
                && at + dashes < word.length()
                && isWordCharacter(word.charAt(at + dashes));
    }

    /** Two letters, or letter-hyphen-letter, before; a letter and then a letter or hyphen and letter after. */
    private static boolean joinsLetters(String word, int hyphen) {
        boolean before = isLetter(word, hyphen - 1)
                && (isLetter(word, hyphen - 2) || (isHyphen(word, hyphen - 2) && isLetter(word, hyphen - 3)));
        boolean after = isLetter(word, hyphen + 1)
                && (isLetter(word, hyphen + 2) || (isHyphen(word, hyphen + 2) && isLetter(word, hyphen + 3)));
        return before && after;
    }

    private static boolean isHyphen(String word, int at) {
        return at >= 0 && at < word.length() && word.charAt(at) == '-';
    }

    private static boolean isLetter(String word, int at) {
        return at >= 0 && at < word.length() && isWordCharacter(word.charAt(at)) && !Character.isDigit(word.charAt(at));
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isBlank(String chunk) {
        return chunk.chars().allMatch(CodePoints::isSpace);
    }

    private static boolean isWrapSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
