package fatbuildr.jinja;

/** A template to render in one of the modes plain, trim and escape. */
record Case(String file, String source, String mode) {
    Environment environment(TemplateLoader loader) {
        Environment.Builder builder = Environment.builder().loader(loader);
        return switch (mode) {
            case "plain" -> builder.build();
            case "trim" ->
                builder.trimBlocks(true)
                        .lstripBlocks(true)
                        .keepTrailingNewline(true)
                        .build();
            case "escape" -> builder.autoescape(true).build();
            default -> throw new IllegalArgumentException(mode);
        };
    }
}
