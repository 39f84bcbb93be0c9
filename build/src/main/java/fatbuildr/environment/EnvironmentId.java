package fatbuildr.environment;

import fatbuildr.instance.Architectures;

/**
 * Names a build environment of an instance (build.md section 14.5).
 *
 * @param environment name in the instance definition
 * @param architecture normalised name
 */
public record EnvironmentId(String format, String environment, String architecture) {
    /** The format's own name of the architecture. */
    public String nativeArchitecture() {
        return switch (format) {
            case "deb" -> Architectures.toDeb(architecture);
            case "rpm" -> Architectures.toRpm(architecture);
            default -> architecture;
        };
    }

    public String base() {
        return environment + "-" + nativeArchitecture();
    }

    public String name() {
        return "fatbuildr-" + base();
    }

    @Override
    public String toString() {
        return environment + " for architecture " + architecture + " in " + format + " image";
    }
}
