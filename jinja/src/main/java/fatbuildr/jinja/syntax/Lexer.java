package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Token.Kind;
import fatbuildr.jinja.value.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits source into tokens and applies white space control. */
final class Lexer {
    private static final Pattern NEWLINE = Pattern.compile("\r\n|\r");
    private static final Pattern RAW_BEGIN =
            Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%\\}\\s*|%\\})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%\\}", Pattern.UNICODE_CHARACTER_CLASS);

    private final Dialect dialect;
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;

    private Lexer(Dialect dialect, String source) {
        this.dialect = dialect;
        this.source = source;
    }

    static List<Token> tokens(Dialect dialect, String source) {
        String text = NEWLINE.matcher(source).replaceAll("\n");
        if (!dialect.keepTrailingNewline() && text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
        }
        return new Lexer(dialect, text).run();
    }

    private List<Token> run() {
        while (position < source.length()) {
            int open = nextOpening(position);
            if (open < 0) {
                addData(source.substring(position));
                break;
            }
            switch (source.charAt(open + 1)) {
                case '#' -> comment(open);
                case '{' -> variable(open);
                default -> block(open);
            }
        }
        tokens.add(Token.of(Kind.END, line, ""));
        return tokens;
    }

    private int nextOpening(int from) {
        int open = source.indexOf('{', from);
        while (open >= 0 && open + 1 < source.length()) {
            char next = source.charAt(open + 1);
            if (next == '%' || next == '{' || next == '#') {
                return open;
            }
            open = source.indexOf('{', open + 1);
        }
        return -1;
    }

    private void comment(int open) {
        char openSign = sign(open + 2);
        data(open, source.substring(position, open), openSign, true);
        int start = open + (openSign == 0 ? 2 : 3);
        int end = source.indexOf("#}", start);
        if (end < 0) {
            throw new SyntaxException(line, "Missing end of comment tag");
        }
        char sign = end > start ? source.charAt(end - 1) : 0;
        advance(end + 2);
        if (sign == '-') {
            skipSpace();
        } else if (sign != '+') {
            trimNewline();
        }
    }

    private void block(int open) {
        Matcher raw = RAW_BEGIN.matcher(source).region(open, source.length());
        if (raw.lookingAt()) {
            data(open, source.substring(position, open), sign(open + 2), true);
            advance(raw.end());
            raw();
            return;
        }
        char end = tag(open, Kind.BLOCK_BEGIN, "{%", Kind.BLOCK_END, "%}");
        if (end != '-' && end != '+') {
            trimNewline();
        }
    }

    /** Adds the data before a tag, the tag's begin, contents and end, and answers the sign at its end, 0 for none. */
    private char tag(int open, Kind begin, String opening, Kind end, String closing) {
        char sign = sign(open + 2);
        data(open, source.substring(position, open), sign, begin == Kind.BLOCK_BEGIN);
        tokens.add(Token.of(begin, line, opening));
        advance(open + (sign == 0 ? 2 : 3));
        TagLexer tag = new TagLexer(source, position, line, closing, tokens);
        char last = tag.run();
        position = tag.position();
        line = tag.line();
        tokens.add(Token.of(end, line, closing));
        if (last == '-') {
            skipSpace();
        }
        return last;
    }

    private void raw() {
        Matcher end = RAW_END.matcher(source).region(position, source.length());
        if (!end.find()) {
            throw new SyntaxException(line, "Missing end of raw directive");
        }
        String sign = end.group(1);
        data(end.start(), source.substring(position, end.start()), sign.isEmpty() ? 0 : sign.charAt(0), true);
        advance(end.end());
        if (end.group(2).equals("-")) {
            skipSpace();
        } else if (!end.group(2).equals("+")) {
            trimNewline();
        }
    }

    private void variable(int open) {
        tag(open, Kind.VARIABLE_BEGIN, "{{", Kind.VARIABLE_END, "}}");
    }

    private char sign(int index) {
        if (index < source.length() && (source.charAt(index) == '-' || source.charAt(index) == '+')) {
            return source.charAt(index);
        }
        return 0;
    }

    /** Adds the data before a tag, stripped as the tag's sign and the settings say, and moves to the tag. */
    private void data(int open, String text, char sign, boolean lstrips) {
        String kept = text;
        if (sign == '-') {
            kept = CodePoints.stripRight(text);
        } else if (sign != '+' && dialect.lstripBlocks() && lstrips) {
            int lineStart = text.lastIndexOf('\n') + 1;
            boolean startsLine = lineStart > 0 || position == 0 || source.charAt(position - 1) == '\n';
            if (startsLine && CodePoints.strip(text.substring(lineStart)).isEmpty()) {
                kept = text.substring(0, lineStart);
            }
        }
        addData(kept);
        advance(open);
    }

    private void addData(String text) {
        if (!text.isEmpty()) {
            tokens.add(Token.of(Kind.DATA, line, text));
        }
    }

    private void advance(int to) {
        for (int i = position; i < to; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        position = to;
    }

    private void skipSpace() {
        int end = position;
        while (end < source.length() && CodePoints.isSpace(source.charAt(end))) {
            end++;
        }
        advance(end);
    }

    private void trimNewline() {
        if (dialect.trimBlocks() && position < source.length() && source.charAt(position) == '\n') {
            advance(position + 1);
        }
    }
}
