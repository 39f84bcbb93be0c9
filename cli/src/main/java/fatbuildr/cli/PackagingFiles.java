package fatbuildr.cli;

import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.BashCompletion;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.FishCompletion;
import fatbuildr.cli.options.ManualPage;
import fatbuildr.cli.options.Positional;
import fatbuildr.cli.options.ZshCompletion;
import fatbuildr.config.ConfigurationManual;

/** Commands for packaging: completion scripts and manual pages derive from the commands and options themselves. */
final class PackagingFiles {
    private static final String INI = "fatbuildr.ini";

    private PackagingFiles() {}

    static CommandSpec<Command> completion() {
        return CommandSpec.<Command>named("fatbuildrctl generate-completion", "Print a completion script.")
                .positional(Positional.choice("SHELL", "default: bash.", "bash", "zsh", "fish"))
                .hide()
                .runs(PackagingFiles::completion);
    }

    static CommandSpec<Command> manual() {
        return CommandSpec.<Command>named("fatbuildrctl generate-manual", "Print a manual page.")
                .positional(Positional.choice(
                        "PAGE", "default: fatbuildrctl.", "fatbuildrctl", INI, "import-dsc", "import-srcrpm"))
                .hide()
                .runs(PackagingFiles::manual);
    }

    static CommandSpec<Command> training() {
        return CommandSpec.<Command>named(
                        "fatbuildrctl train", "List the tasks and build an artifact at several addresses in one run.")
                .positional(Positional.words("URI", "Addresses of instances."))
                .hide()
                .runs(PackagingFiles::train);
    }

    /** What the class cache is to hold: the JVM writes one of a single run. How the runs end is no matter. */
    private static int train(Arguments arguments, Session session) {
        for (String uri : arguments.words()) {
            Main.run(session.surroundings(), "--uri", uri, "list");
            Main.run(
                    session.surroundings(), "--uri", uri, "build", "--artifact", "train", "--distribution", "bookworm");
        }
        return Main.run(session.surroundings(), "--help");
    }

    private static int completion(Arguments arguments, Session session) {
        CommandSpec<Command> root = Fatbuildrctl.spec("");
        session.screen()
                .out()
                .print(
                        switch (arguments.word().orElse("bash")) {
                            case "zsh" -> ZshCompletion.of(root);
                            case "fish" -> FishCompletion.of(root);
                            default -> BashCompletion.of(root);
                        });
        return ExitCode.OK;
    }

    private static int manual(Arguments arguments, Session session) {
        String version = Version.text();
        session.screen()
                .out()
                .print(
                        switch (arguments.word().orElse("")) {
                            case INI -> ConfigurationManual.text(version);
                            case "import-dsc" -> ManualPage.of(ImportCommand.dsc(), version, Manual.IMPORT);
                            case "import-srcrpm" -> ManualPage.of(ImportCommand.sourceRpm(), version, Manual.IMPORT);
                            default -> ManualPage.of(Fatbuildrctl.spec(""), version, Manual.SECTIONS);
                        });
        return ExitCode.OK;
    }
}
