package fatbuildr.jinja.syntax;

import java.util.function.Predicate;

/** What of an environment decides how source is read; unknown filters and tests are found while parsing. */
public record Dialect(
        boolean trimBlocks,
        boolean lstripBlocks,
        boolean keepTrailingNewline,
        Predicate<String> filters,
        Predicate<String> tests) {}
