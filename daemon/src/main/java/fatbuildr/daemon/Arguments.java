package fatbuildr.daemon;

import java.nio.file.Path;
import java.util.Optional;

/** The command line of {@code fatbuildrd}; nearly everything else is in the configuration files. */
record Arguments(
        Path vendorConfig,
        Path siteConfig,
        Optional<Path> readyFile,
        boolean debug,
        Doors doors,
        Wish wish,
        String user) {
    static final String USAGE = """
            Usage: fatbuildrd [OPTION]...
            Runs the Fatbuildr daemon in the foreground.

              --vendor-config FILE  configuration of the vendor (/usr/share/fatbuildr/fatbuildr.ini)
              --site-config FILE    configuration of the site, may be absent (/etc/fatbuildr/fatbuildr.ini)
              --ready-file FILE     file to write the URL to when requests are served, removed at the end
              --no-http             serve the message bus only
              --idle-exit SECONDS   end after so long without a task or a call over the message bus (0: never)
              --debug               log debug messages
              --generate-token INSTANCE
                                    print a token for the instance's HTTP interface and exit; for those who may read
                                    the instance's signing key
              --user NAME           user the token is for (yourself)
              -v, --version         print the version and exit
              -h, --help            print this help and exit
            """;

    /** What is asked for. */
    sealed interface Wish {
        record Run() implements Wish {}

        record Token(String instance) implements Wish {}

        record Version() implements Wish {}

        record Help() implements Wish {}
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
                new Wish.Run(),
                System.getProperty("user.name"));
        Words rest = new Words("fatbuildrd", words);
        while (rest.hasNext()) {
            arguments = arguments.with(rest.next(), rest);
        }
        return arguments;
    }

    private Arguments with(String word, Words rest) {
        return switch (word) {
            case "--vendor-config" ->
                new Arguments(Path.of(rest.value()), siteConfig, readyFile, debug, doors, wish, user);
            case "--site-config" ->
                new Arguments(vendorConfig, Path.of(rest.value()), readyFile, debug, doors, wish, user);
            case "--ready-file" ->
                new Arguments(vendorConfig, siteConfig, Optional.of(Path.of(rest.value())), debug, doors, wish, user);
            case "--no-http" -> through(new Doors(false, doors.idleSeconds()));
            case "--idle-exit" -> through(new Doors(doors.http(), seconds(word, rest)));
            case "--debug" -> new Arguments(vendorConfig, siteConfig, readyFile, true, doors, wish, user);
            case "--user" -> new Arguments(vendorConfig, siteConfig, readyFile, debug, doors, wish, rest.value());
            case "--generate-token" -> with(new Wish.Token(rest.value()));
            case "-v", "--version" -> with(new Wish.Version());
            case "-h", "--help" -> with(new Wish.Help());
            default -> throw rest.unknown();
        };
    }

    private Arguments with(Wish other) {
        return new Arguments(vendorConfig, siteConfig, readyFile, debug, doors, other, user);
    }

    private Arguments through(Doors open) {
        return new Arguments(vendorConfig, siteConfig, readyFile, debug, open, wish, user);
    }

    private static int seconds(String option, Words rest) {
        String given = rest.value();
        if (!given.matches("\\d{1,8}")) {
            throw rest.wrong("the option " + option + " needs a number of seconds");
        }
        return Integer.parseInt(given);
    }
}
