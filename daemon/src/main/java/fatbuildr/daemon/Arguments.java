package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** The command line of {@code fatbuildrd}; nearly everything else is in the configuration files. */
record Arguments(Path vendorConfig, Path siteConfig, Optional<Path> readyFile, boolean debug, Wish wish) {
    static final String USAGE = """
            Usage: fatbuildrd [OPTION]...
            Runs the Fatbuildr daemon in the foreground.

              --vendor-config FILE  configuration of the vendor (/usr/share/fatbuildr/fatbuildr.ini)
              --site-config FILE    configuration of the site, may be absent (/etc/fatbuildr/fatbuildr.ini)
              --ready-file FILE     file to write the URL to when requests are served, removed at the end
              --debug               log debug messages
              -v, --version         print the version and exit
              -h, --help            print this help and exit
            """;

    enum Wish {
        RUN,
        VERSION,
        HELP
    }

    static Arguments parse(String... words) {
        Arguments arguments = new Arguments(
                Path.of("/usr/share/fatbuildr/fatbuildr.ini"),
                Path.of("/etc/fatbuildr/fatbuildr.ini"),
                Optional.empty(),
                false,
                Wish.RUN);
        Iterator<String> rest = Arrays.asList(words).iterator();
        while (rest.hasNext()) {
            arguments = arguments.with(rest.next(), rest);
        }
        return arguments;
    }

    private Arguments with(String word, Iterator<String> rest) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
            String value = word.substring(equals + 1);
            return with(word.substring(0, equals), Arrays.asList(value).iterator());
        }
        return switch (word) {
            case "--vendor-config" -> new Arguments(file(word, rest), siteConfig, readyFile, debug, wish);
            case "--site-config" -> new Arguments(vendorConfig, file(word, rest), readyFile, debug, wish);
            case "--ready-file" -> new Arguments(vendorConfig, siteConfig, Optional.of(file(word, rest)), debug, wish);
            case "--debug" -> new Arguments(vendorConfig, siteConfig, readyFile, true, wish);
            case "-v", "--version" -> new Arguments(vendorConfig, siteConfig, readyFile, debug, Wish.VERSION);
            case "-h", "--help" -> new Arguments(vendorConfig, siteConfig, readyFile, debug, Wish.HELP);
            default -> throw FatbuildrException.invalid("unknown argument " + word + ", see fatbuildrd --help");
        };
    }

    private static Path file(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw FatbuildrException.invalid("the option " + option + " needs a file, see fatbuildrd --help");
        }
        return Path.of(rest.next());
    }
}
