package fatbuildr.cli;

import fatbuildr.cli.options.ManualPage.Entry;
import fatbuildr.cli.options.ManualPage.Section;
import java.util.List;

/** What the manual page of {@code fatbuildrctl} tells besides commands and options. */
final class Manual {
    static final List<Section> SECTIONS = List.of(
            new Section(
                    "OUTPUT",
                    List.of(
                            new Entry(
                                    "",
                                    "Results and the output of tasks go to standard output, messages to standard "
                                            + "error: an error is one line, ERROR and what failed on what, and maybe a "
                                            + "second one with a hint. Colours are used on terminals only."),
                            new Entry(
                                    "",
                                    "Commands that list something print one JSON document with --json, in the shapes "
                                            + "of the HTTP interface. Long options may be abbreviated."))),
            new Section(
                    "EXIT STATUS",
                    List.of(
                            new Entry(
                                    "0",
                                    "Done; also when nothing was found, and when following a task was interrupted, "
                                            + "which goes on."),
                            new Entry("1", "An error, or the followed task failed."),
                            new Entry("2", "The command line is wrong."),
                            new Entry("130", "Interrupted before a task was submitted."))),
            new Section(
                    "ENVIRONMENT",
                    List.of(
                            new Entry("FATBUILDR_URI", "Address of the instance when --uri is not given."),
                            new Entry("NO_COLOR", "No colours when set to anything."),
                            new Entry("SHELL", "The shell that patches opens, /bin/bash without it."),
                            new Entry("FATBUILDR_PQ", "In that shell: the name of the artifact."),
                            new Entry("SSL_CERT_FILE", "Certificate authorities instead of those of the machine."),
                            new Entry(
                                    "http_proxy, https_proxy, no_proxy",
                                    "Proxies to other machines, and hosts that are reached without."),
                            new Entry("TMPDIR", "Place of temporary files instead of /tmp."),
                            new Entry(
                                    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME",
                                    "Places of the files below instead of ~/.config, ~/.local/share and ~/.cache."))),
            new Section(
                    "FILES",
                    List.of(
                            new Entry(
                                    "~/.config/fatbuildr.ini",
                                    "Preferences: name and email in section [user]; uri, basedir, message, tokens and "
                                            + "commit_template in section [prefs]."),
                            new Entry("~/.local/share/fatbuildr/*.token", "Tokens, one for each address."),
                            new Entry("~/.cache/fatbuildr", "Source archives that patches has downloaded."),
                            new Entry(
                                    "/usr/share/fatbuildr/commit-message-template",
                                    "What commit messages in the shell of patches begin with."))),
            new Section("SEE ALSO", List.of(new Entry("", "fatbuildrd(8), fatbuildr.ini(5)"))));

    static final List<Section> IMPORT = List.of(
            new Section(
                    "DESCRIPTION",
                    List.of(new Entry(
                            "",
                            "The definition appears in the directory once it is complete and can be loaded; "
                                    + "one that exists is not replaced. Look through it before the first "
                                    + "build: artifact.yml tells the version, the checksums and where the "
                                    + "source is from, patches lie in patches/VERSION."))),
            new Section(
                    "EXIT STATUS",
                    List.of(
                            new Entry("0", "All packages were imported."),
                            new Entry("1", "An error; packages before the one it names were imported."),
                            new Entry("2", "The command line is wrong."))),
            new Section("SEE ALSO", List.of(new Entry("", "fatbuildrctl(1)"))));

    private Manual() {}
}
