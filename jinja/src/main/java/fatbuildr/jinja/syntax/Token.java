package fatbuildr.jinja.syntax;

import fatbuildr.jinja.value.Value;

/** A piece of source; {@code value} carries the literal of numbers and strings. */
record Token(Kind kind, int line, String text, Value value) {
    enum Kind {
        DATA("template data"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        VARIABLE_BEGIN("begin of print statement"),
        VARIABLE_END("end of print statement"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    static Token of(Kind kind, int line, String text) {
        return new Token(kind, line, text, Value.none());
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isOperator(String symbol) {
        return kind == Kind.OPERATOR && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    String describe() {
        return switch (kind) {
            case NAME, OPERATOR, STRING, INTEGER, FLOAT -> text;
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> kind.description;
        };
    }
}
