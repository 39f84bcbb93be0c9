package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The methods of text that are true or false. */
final class TextQuestions {
    private TextQuestions() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("startswith", a -> affix(a, true), "self", "prefix", "start", "end")
                .add("endswith", a -> affix(a, false), "self", "suffix", "start", "end")
                .add("isalpha", a -> all(a, Character::isLetter), "self")
                .add("isalnum", a -> all(a, c -> Character.isLetter(c) || isNumeric(c)), "self")
                .add("isdecimal", a -> all(a, Character::isDigit), "self")
                .add("isdigit", a -> all(a, TextQuestions::isDigit), "self")
                .add("isnumeric", a -> all(a, TextQuestions::isNumeric), "self")
                .add("isspace", a -> all(a, CodePoints::isSpace), "self")
                .add("isascii", a -> Value.of(TextMethods.self(a).text().chars().allMatch(c -> c < 0x80)), "self")
                .add(
                        "isprintable",
                        a -> Value.of(TextMethods.self(a).text().codePoints().allMatch(CodePoints::isPrintable)),
                        "self")
                .add(
                        "isidentifier",
                        a -> Value.of(isIdentifier(TextMethods.self(a).text())),
                        "self")
                .add("islower", a -> Value.of(isLower(TextMethods.self(a).text())), "self")
                .add("isupper", a -> Value.of(isUpper(TextMethods.self(a).text())), "self")
                .add("istitle", a -> Value.of(isTitle(TextMethods.self(a).text())), "self")
                .functions();
    }

    private static Value affix(Bound a, boolean prefix) {
        String text = TextMethods.self(a).text();
        int length = CodePoints.length(text);
        int start = position(a.integer(2, 0), length);
        int end = position(a.integer(3, length), length);
        String part = CodePoints.slice(text, start, end);
        List<Value> affixes = a.get(1) instanceof TupleValue tuple ? tuple.items() : List.of(a.get(1));
        for (Value affix : affixes) {
            if (!(affix instanceof TextValue wanted)) {
                throw new EvaluationException(
                        "startswith and endswith take str or a tuple of str, not " + affix.typeName());
            }
            if (start <= end && (prefix ? part.startsWith(wanted.text()) : part.endsWith(wanted.text()))) {
                return Value.of(true);
            }
        }
        return Value.of(false);
    }

    private static int position(int index, int length) {
        return Math.clamp(index < 0 ? (long) index + length : index, 0, length);
    }

    private static Value all(Bound a, IntPredicate predicate) {
        String text = TextMethods.self(a).text();
        return Value.of(!text.isEmpty() && text.codePoints().allMatch(predicate));
    }

    @SuppressWarnings("CharacterGetNumericValue") // the letters it misjudges are no numbers
    private static boolean isDigit(int c) {
        int value = Character.getNumericValue(c);
        return Character.isDigit(c) || (Character.getType(c) == Character.OTHER_NUMBER && value >= 0 && value <= 9);
    }

    private static boolean isNumeric(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && (text.charAt(0) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(0)))
                && text.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    private static boolean isTitle(String text) {
        boolean afterCased = false;
        boolean any = false;
        for (int c : text.codePoints().toArray()) {
            boolean upper = Character.isUpperCase(c) || Character.isTitleCase(c);
            if ((upper && afterCased) || (Character.isLowerCase(c) && !afterCased)) {
                return false;
            }
            afterCased = Casing.isCased(c);
            any |= afterCased;
        }
        return any;
    }
}
