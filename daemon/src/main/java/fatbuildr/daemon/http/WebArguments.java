package fatbuildr.daemon.http;

import fatbuildr.daemon.Words;
import java.nio.file.Path;
import java.util.Optional;

/** The command line of {@code fatbuildrweb} (cli.md section 12). */
record WebArguments(
        Path vendorConfig,
        Path siteConfig,
        Optional<Path> readyFile,
        Debug debug,
        Optional<String> instance,
        Wish wish) {
    static final String USAGE = """
            Usage: fatbuildrweb [OPTION]...
            Serves HTTP in the foreground, for the daemon that is reached over the message bus.

              --vendor-config FILE  configuration of the vendor (/usr/share/fatbuildr/fatbuildr.ini)
              --site-config FILE    configuration of the site, may be absent (/etc/fatbuildr/fatbuildr.ini)
              --ready-file FILE     file to write the URL to when requests are served, removed at the end
              -i, --instance INSTANCE
                                    serve that instance alone, or all (default: [web] instance)
              --debug               log debug messages, and answer with indented JSON
              --full-debug          log those of libraries, too
              -v, --version         print the version and exit
              -h, --help            print this help and exit
            """;

    /** How much is logged. */
    enum Debug {
        NONE,
        OURS,
        ALL
    }

    /** What is asked for. */
    enum Wish {
        RUN,
        VERSION,
        HELP
    }

    static WebArguments parse(String... given) {
        WebArguments arguments = new WebArguments(
                Path.of("/usr/share/fatbuildr/fatbuildr.ini"),
                Path.of("/etc/fatbuildr/fatbuildr.ini"),
                Optional.empty(),
                Debug.NONE,
                Optional.empty(),
                Wish.RUN);
        Words words = new Words("fatbuildrweb", given);
        while (words.hasNext()) {
            arguments = arguments.with(words.next(), words);
        }
        return arguments;
    }

    private WebArguments with(String option, Words words) {
        return switch (option) {
            case "--vendor-config" ->
                new WebArguments(Path.of(words.value()), siteConfig, readyFile, debug, instance, wish);
            case "--site-config" ->
                new WebArguments(vendorConfig, Path.of(words.value()), readyFile, debug, instance, wish);
            case "--ready-file" ->
                new WebArguments(vendorConfig, siteConfig, Optional.of(Path.of(words.value())), debug, instance, wish);
            case "-i", "--instance" ->
                new WebArguments(vendorConfig, siteConfig, readyFile, debug, Optional.of(words.value()), wish);
            case "--debug" -> with(debug == Debug.ALL ? Debug.ALL : Debug.OURS);
            case "--full-debug" -> with(Debug.ALL);
            case "-v", "--version" -> with(Wish.VERSION);
            case "-h", "--help" -> with(Wish.HELP);
            default -> throw words.unknown();
        };
    }

    private WebArguments with(Debug other) {
        return new WebArguments(vendorConfig, siteConfig, readyFile, other, instance, wish);
    }

    private WebArguments with(Wish other) {
        return new WebArguments(vendorConfig, siteConfig, readyFile, debug, instance, other);
    }
}
