package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Token.Kind;
import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Value;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tokens between the delimiters of one tag. */
final class TagLexer {
    private static final Pattern FLOAT = Pattern.compile(
            "(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?e[+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern INTEGER = Pattern.compile(
            "0b((?:_?[01])+)|0o((?:_?[0-7])+)|0x((?:_?[\\da-f])+)|[1-9](?:_?\\d)*|0(?:_?0)*", Pattern.CASE_INSENSITIVE);
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private static final int MAX_DIGITS = 15_000;

    private final String source;
    private final String close;
    private final List<Token> tokens;
    private final Deque<Character> open = new ArrayDeque<>();
    private int position;
    private int line;

    TagLexer(String source, int position, int line, String close, List<Token> tokens) {
        this.source = source;
        this.position = position;
        this.line = line;
        this.close = close;
        this.tokens = tokens;
    }

    int position() {
        return position;
    }

    int line() {
        return line;
    }

    /** Reads to the end of the tag, inclusive; returns the sign before the closing delimiter or 0. */
    char run() {
        while (true) {
            skipSpace();
            if (position >= source.length()) {
                throw new SyntaxException(line, "unexpected end of template inside a tag, expected '" + close + "'");
            }
            if (open.isEmpty()) {
                if (source.startsWith(close, position)) {
                    position += 2;
                    return 0;
                }
                char sign = source.charAt(position);
                boolean control = sign == '-' || (sign == '+' && close.equals("%}"));
                if (control && source.startsWith(close, position + 1)) {
                    position += 3;
                    return sign;
                }
            }
            token();
        }
    }

    private void skipSpace() {
        while (position < source.length() && CodePoints.isSpace(source.charAt(position))) {
            if (source.charAt(position) == '\n') {
                line++;
            }
            position++;
        }
    }

    private void token() {
        char c = source.charAt(position);
        if (c >= '0' && c <= '9') {
            number();
        } else if (isNamePart(source.codePointAt(position))) {
            name();
        } else if (c == '\'' || c == '"') {
            string(c);
        } else {
            operator();
        }
    }

    private void number() {
        Matcher real = FLOAT.matcher(source).region(position, source.length());
        boolean afterDot = position > 0 && source.charAt(position - 1) == '.';
        if (!afterDot && real.lookingAt()) {
            double value = Double.parseDouble(real.group().replace("_", ""));
            add(Kind.FLOAT, real.group(), Value.of(value));
            return;
        }
        Matcher whole = INTEGER.matcher(source).region(position, source.length());
        if (!whole.lookingAt()) {
            throw new SyntaxException(line, "unexpected char '" + source.charAt(position) + "'");
        }
        int radix = whole.group(1) != null ? 2 : whole.group(2) != null ? 8 : whole.group(3) != null ? 16 : 10;
        String digits = whole.group().replace("_", "");
        try {
            if (digits.length() > MAX_DIGITS) {
                throw new SyntaxException(line, "integer literal is too long");
            }
            BigInteger value = new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
            add(Kind.INTEGER, whole.group(), Value.of(value));
        } catch (EvaluationException tooLarge) {
            throw new SyntaxException(line, tooLarge.reason());
        }
    }

    private static boolean isNamePart(int c) {
        return c == '_' || Character.isLetterOrDigit(c) || (c > 0x7f && Character.isUnicodeIdentifierPart(c));
    }

    private void name() {
        int end = position;
        while (end < source.length() && isNamePart(source.codePointAt(end))) {
            end += Character.charCount(source.codePointAt(end));
        }
        int first = source.codePointAt(position);
        if (first != '_' && !Character.isUnicodeIdentifierStart(first)) {
            throw new SyntaxException(line, "Invalid character in identifier");
        }
        String name = source.substring(position, end);
        add(Kind.NAME, name, Value.none());
    }

    private void string(char quote) {
        int end = position + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw new SyntaxException(line, "unexpected char " + (quote == '"' ? "'\"'" : "\"'\""));
        }
        String raw = source.substring(position, end + 1);
        String content = raw.substring(1, raw.length() - 1);
        add(Kind.STRING, raw, Value.of(StringLiteral.unescape(content, line)));
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, position)) {
                balance(operator.charAt(0));
                add(Kind.OPERATOR, operator, Value.none());
                return;
            }
        }
        throw new SyntaxException(line, "unexpected char '" + Character.toString(source.codePointAt(position)) + "'");
    }

    private void balance(char operator) {
        switch (operator) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> {
                if (open.isEmpty()) {
                    throw new SyntaxException(line, "unexpected '" + operator + "'");
                }
                char expected = open.pop();
                if (expected != operator) {
                    throw new SyntaxException(line, "unexpected '" + operator + "', expected '" + expected + "'");
                }
            }
            default -> {}
        }
    }

    private void add(Kind kind, String text, Value value) {
        tokens.add(new Token(kind, line, text, value));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        position += text.length();
    }
}
