package fatbuildr.cli.options;

import fatbuildr.manual.Roff;
import java.util.List;

/** The manual page of a program: its commands and options, and what else is to be said. */
public final class ManualPage {
    private final Roff page;

    private ManualPage(Roff page) {
        this.page = page;
    }

    /** Text that no command line tells. */
    public record Section(String title, List<Entry> entries) {
        public Section {
            entries = List.copyOf(entries);
        }
    }

    /** @param term empty for a paragraph of its own */
    public record Entry(String term, String text) {}

    public static String of(CommandSpec<?> root, String version, List<Section> further) {
        Roff page = new Roff(root.name(), 1, version, "User commands");
        ManualPage manual = new ManualPage(page);
        page.section("NAME").nameLine(root.name(), root.header());
        page.section("SYNOPSIS")
                .bold(root.name())
                .text(root.commands().isEmpty() ? usage(root) : "[OPTION]... COMMAND [OPTION]... [WORD]...");
        page.section("OPTIONS");
        manual.options(root);
        if (!root.commands().isEmpty()) {
            page.section("COMMANDS");
            root.commands().stream().filter(command -> !command.hidden()).forEach(manual::command);
        } else if (!root.footer().isEmpty()) {
            page.section("NOTES").text(String.join("\n", root.footer()));
        }
        for (Section section : further) {
            page.section(section.title());
            section.entries().forEach(manual::entry);
        }
        return page.toString();
    }

    private void entry(Entry entry) {
        if (entry.term().isEmpty()) {
            page.paragraph().text(entry.text());
        } else {
            page.term(entry.term()).text(entry.text());
        }
    }

    private void command(CommandSpec<?> command) {
        if (!command.commands().isEmpty()) {
            command.commands().forEach(this::command);
            return;
        }
        page.subsection(command.name().substring(command.name().indexOf(' ') + 1))
                .text(command.header())
                .paragraph()
                .bold(command.name())
                .text(usage(command));
        command.positional().ifPresent(word -> page.term(word.usage()).text(Help.description(word)));
        options(command);
        if (!command.footer().isEmpty()) {
            page.paragraph().text(String.join("\n", command.footer()));
        }
    }

    private void options(CommandSpec<?> command) {
        for (OptionSpec option : command.options()) {
            String names = String.join(", ", option.names());
            page.term(option.isFlag() ? names : names + " " + option.label()).text(option.description());
        }
    }

    private static String usage(CommandSpec<?> command) {
        String usage = Help.usage(command).replaceAll("\\s+", " ").strip();
        return usage.substring("Usage: ".length() + command.name().length()).strip();
    }
}
