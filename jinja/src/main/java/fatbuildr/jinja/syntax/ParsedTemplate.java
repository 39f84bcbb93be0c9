package fatbuildr.jinja.syntax;

import java.util.List;
import java.util.Map;

/** A whole template: its statements, and its blocks by name wherever they are nested. */
public record ParsedTemplate(List<Statement> body, Map<String, Statement.Block> blocks) {}
