package fatbuildr.config;

/** Text of the vendor's {@code fatbuildr.ini}, made from the table of options. */
final class VendorFile {
    private static final String HEAD = """
            # Configuration of Fatbuildr as shipped. Do not edit: put what you change into
            # /etc/fatbuildr/fatbuildr.ini, where an option replaces the one below.
            """;

    private VendorFile() {}

    static String text() {
        StringBuilder out = new StringBuilder(HEAD);
        String section = "";
        for (Option option : Options.ALL) {
            if (!option.section().equals(section)) {
                section = option.section();
                out.append("\n[").append(section).append("]\n");
            }
            out.append("\n# ")
                    .append(option.doc().replace("\n", "\n# "))
                    .append('\n')
                    .append(assignment(option))
                    .append('\n');
        }
        return out.toString();
    }

    private static String assignment(Option option) {
        return option.value()
                .map(value -> option.key() + (value.isEmpty() ? " =" : " = " + value.replace("\n", "\n    ")))
                .orElse("#" + option.key() + " =");
    }
}
