package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Token.Kind;
import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads the tokens between the delimiters of one tag. */
final class TagLexer {
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

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
        NumberLiteral literal = NumberLiteral.at(source, position, line);
        add(literal.isFloat() ? Kind.FLOAT : Kind.INTEGER, literal.text(), literal.value());
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
