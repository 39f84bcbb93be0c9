package fatbuildr.daemon;

import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** The command line of {@code fatbuildrd}; nearly everything else is in the configuration files. */
record Arguments(Path vendorConfig, Path siteConfig, Optional<Path> readyFile, boolean debug, Doors doors, Wish wish) {
    static final String USAGE = """
            Usage: fatbuildrd [OPTION]...
            Runs the Fatbuildr daemon in the foreground.

              --vendor-config FILE  configuration of the vendor (/usr/share/fatbuildr/fatbuildr.ini)
              --site-config FILE    configuration of the site, may be absent (/etc/fatbuildr/fatbuildr.ini)
              --ready-file FILE     file to write the URL to when requests are served, removed at the end
              --no-http             serve the message bus only
              --idle-exit SECONDS   end after so long without a task or a call over the message bus (0: never)
              --debug               log debug messages
              -v, --version         print the version and exit
              -h, --help            print this help and exit
            """;

    enum Wish {
        RUN,
        VERSION,
        HELP
    }

    /** Which ways lead in; {@code idleSeconds} 0 is for a daemon that stays. */
    record Doors(boolean http, int idleSeconds) {}

    static Arguments parse(String... words) {
        Arguments arguments = new Arguments(
                Path.of("/usr/share/fatbuildr/fatbuildr.ini"),
                Path.of("/etc/fatbuildr/fatbuildr.ini"),
                Optional.empty(),
                false,
                new Doors(true, 0),
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
            case "--vendor-config" -> new Arguments(file(word, rest), siteConfig, readyFile, debug, doors, wish);
            case "--site-config" -> new Arguments(vendorConfig, file(word, rest), readyFile, debug, doors, wish);
            case "--ready-file" ->
                new Arguments(vendorConfig, siteConfig, Optional.of(file(word, rest)), debug, doors, wish);
            case "--no-http" -> through(new Doors(false, doors.idleSeconds()));
            case "--idle-exit" -> through(new Doors(doors.http(), seconds(word, rest)));
            case "--debug" -> new Arguments(vendorConfig, siteConfig, readyFile, true, doors, wish);
            case "-v", "--version" -> wishing(Wish.VERSION);
            case "-h", "--help" -> wishing(Wish.HELP);
            default -> throw FatbuildrException.invalid("unknown argument " + word + ", see fatbuildrd --help");
        };
    }

    private Arguments through(Doors open) {
        return new Arguments(vendorConfig, siteConfig, readyFile, debug, open, wish);
    }

    private Arguments wishing(Wish wished) {
        return new Arguments(vendorConfig, siteConfig, readyFile, debug, doors, wished);
    }

    private static int seconds(String option, Iterator<String> rest) {
        String given = rest.hasNext() ? rest.next() : "";
        if (!given.matches("\\d{1,8}")) {
            throw FatbuildrException.invalid(
                    "the option " + option + " needs a number of seconds, see fatbuildrd --help");
        }
        return Integer.parseInt(given);
    }

    private static Path file(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw FatbuildrException.invalid("the option " + option + " needs a file, see fatbuildrd --help");
        }
        return Path.of(rest.next());
    }
}
