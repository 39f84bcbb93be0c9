package fatbuildr.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole system configuration, {@code fatbuildr.ini} of the vendor and the site merged (config.md section 1.4). */
public record Settings(
        Dirs dirs,
        Daemon daemon,
        Web web,
        Images images,
        Registry registry,
        Tasks tasks,
        Containers containers,
        Keyring keyring,
        Tokens tokens,
        Optional<Oidc> oidc,
        Map<String, Format> formats) {

    /** Formats the program knows, enabled or not. */
    public static final List<String> KNOWN_FORMATS = List.of("rpm", "deb", "osi");

    public Settings {
        formats = Map.copyOf(formats);
    }

    /** The same with another HTTP server. */
    public Settings with(Web other) {
        return new Settings(dirs, daemon, other, images, registry, tasks, containers, keyring, tokens, oidc, formats);
    }

    public record Dirs(Path instances, Path registry, Path cache, Path tmp) {}

    public record Daemon(boolean debug, boolean fulldebug) {}

    /**
     * The HTTP server.
     *
     * @param instance {@code all} or the id of the only instance served
     * @param instanceHeader header with which a proxy on this machine names the instance of a host name
     */
    public record Web(
            boolean debug,
            String host,
            int port,
            String instance,
            boolean listing,
            Path vendorTemplates,
            Path templates,
            Path staticFiles,
            Path vendorPolicy,
            Path policy,
            Optional<String> instanceHeader) {
        /** What a command line puts above the files. */
        public Web with(boolean other, String only) {
            return new Web(
                    other,
                    host,
                    port,
                    only,
                    listing,
                    vendorTemplates,
                    templates,
                    staticFiles,
                    vendorPolicy,
                    policy,
                    instanceHeader);
        }
    }

    public record Images(Path storage, Path defs, List<String> formats, CommandTemplate createCommand) {
        public Images {
            formats = List.copyOf(formats);
        }
    }

    /**
     * @param conf directory of registry configuration templates
     * @param keepVersions versions of a package kept in a deb suite, at least 1
     * @param keepIndexes how long superseded index files stay fetchable by hash
     */
    public record Registry(Path conf, int keepVersions, Duration keepIndexes) {}

    /**
     * @param workers tasks of one instance run side by side, at least 1
     * @param hook program run before and after each task
     * @param detachTimeout how long an interactive task waits for a client, empty for ever
     */
    public record Tasks(
            Path workspaces, PurgePolicy purge, Optional<Path> hook, int workers, Optional<Duration> detachTimeout) {}

    public record Containers(Path exec, List<String> initOptions, List<String> options, boolean seccomp) {
        public Containers {
            initOptions = List.copyOf(initOptions);
            options = List.copyOf(options);
        }
    }

    /** {@code expires} empty for keys that never expire. */
    public record Keyring(Path storage, String type, int size, Optional<Duration> expires, Path seeder) {}

    /** {@code duration} in whole days; {@code algorithm} HS256, HS384 or HS512. */
    public record Tokens(Path storage, Duration duration, String algorithm, String audience) {}

    /**
     * An OpenID provider for people to sign in with.
     *
     * @param issuer its address, exactly as it names itself
     * @param clientSecretFile empty for a client without secret
     * @param userClaim the claim that holds the name of a user here
     */
    public record Oidc(
            String issuer, String clientId, Optional<Path> clientSecretFile, String userClaim, List<String> scopes) {
        public Oidc {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * The {@code [format:…]} sections; keys a format does not have are empty.
     *
     * @param environmentPath template of the environment's path inside the image, starts with a slash
     * @param defaultMirror empty: the mirror of the machine's own apt configuration
     * @param lintian whether deb packages are checked with lintian
     */
    public record Format(
            String name,
            String builder,
            String environmentPath,
            List<CommandTemplate> initCommands,
            Optional<CommandTemplate> shellCommand,
            Optional<CommandTemplate> execCommand,
            boolean execTmpfile,
            List<CommandTemplate> imageUpdateCommands,
            boolean imageCreateUseSysusersd,
            List<CommandTemplate> environmentUpdateCommands,
            boolean environmentAsRoot,
            Optional<String> defaultMirror,
            List<String> defaultComponents,
            List<String> defaultModules,
            List<String> prescriptDependencies,
            boolean containerized,
            boolean lintian) {
        public Format {
            initCommands = List.copyOf(initCommands);
            imageUpdateCommands = List.copyOf(imageUpdateCommands);
            environmentUpdateCommands = List.copyOf(environmentUpdateCommands);
            defaultComponents = List.copyOf(defaultComponents);
            defaultModules = List.copyOf(defaultModules);
            prescriptDependencies = List.copyOf(prescriptDependencies);
        }
    }
}
