package fatbuildr.config;

import fatbuildr.manual.Roff;

/** The manual page {@code fatbuildr.ini(5)}, made from the table of options. */
public final class ConfigurationManual {
    private ConfigurationManual() {}

    public static String text(String version) {
        Roff page = new Roff("fatbuildr.ini", 5, version, "File formats");
        page.section("NAME").nameLine("fatbuildr.ini", "configuration of the Fatbuildr daemon");
        page.section("SYNOPSIS")
                .bold("/usr/share/fatbuildr/fatbuildr.ini")
                .paragraph()
                .bold("/etc/fatbuildr/fatbuildr.ini");
        page.section("DESCRIPTION")
                .text("The first file is the vendor's and names every option with its default. The second one is the "
                        + "site's: an option there replaces that of the vendor.")
                .paragraph()
                .text("Both are INI files: sections in brackets, lines of the form key = value, comments after # or ; "
                        + "at the beginning of a line. A value goes on in the next lines as long as these are "
                        + "indented. ${key} stands for the value of another option of the section, ${section:key} "
                        + "for one of another section.")
                .paragraph()
                .text("Options unknown to the daemon are reported when it starts.");
        String section = "";
        for (Option option : Options.ALL) {
            if (!option.section().equals(section)) {
                section = option.section();
                page.section("[" + section + "]");
            }
            page.term(option.key()).text(option.doc());
            String value = option.value().orElse("");
            if (value.contains("\n")) {
                page.text("Default:").literal(value);
            } else {
                page.text(
                        option.value().isEmpty()
                                ? "Not set by default."
                                : value.isEmpty() ? "Empty by default." : "Default: " + value);
            }
        }
        page.section("SEE ALSO").text("fatbuildrd(8), fatbuildrctl(1)");
        return page.toString();
    }
}
