package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Token.Kind;
import java.util.List;

/** The parser's place among the tokens, with the guard against sources nested too deeply. */
final class TokenStream {
    /** A source nested deeper would exhaust the stack, here or when evaluated. */
    private static final int MAX_NESTING = 100;

    private final List<Token> tokens;
    private int position;
    private int nesting;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token ahead() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    Token next() {
        Token token = current();
        if (!token.is(Kind.END)) {
            position++;
        }
        return token;
    }

    boolean skipOperator(String symbol) {
        boolean found = current().isOperator(symbol);
        if (found) {
            position++;
        }
        return found;
    }

    boolean skipName(String name) {
        boolean found = current().isName(name);
        if (found) {
            position++;
        }
        return found;
    }

    Token expect(Kind kind) {
        if (!current().is(kind)) {
            throw expected(Token.of(kind, 0, kind.toString()).describe());
        }
        return next();
    }

    String expectName() {
        if (!current().is(Kind.NAME)) {
            throw expected("name");
        }
        return next().text();
    }

    void expectOperator(String symbol) {
        if (!skipOperator(symbol)) {
            throw expected(symbol);
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw expected(name);
        }
    }

    SyntaxException fail(String reason) {
        return new SyntaxException(line(), reason);
    }

    private SyntaxException expected(String wanted) {
        return fail("expected '" + wanted + "', got '" + current().describe() + "'");
    }

    void enter() {
        if (++nesting > MAX_NESTING) {
            throw fail("nested more than " + MAX_NESTING + " deep");
        }
    }

    void leave() {
        nesting--;
    }
}
