package fatbuildr.jinja.syntax;

/** The front door of this package. */
public final class TemplateParser {
    private TemplateParser() {}

    public static ParsedTemplate parse(String source, Dialect dialect) {
        return StatementParser.parse(source, dialect);
    }
}
