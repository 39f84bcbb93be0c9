package fatbuildr.dbus;

import static fatbuildr.dbus.Interface.method;

import fatbuildr.dbus.Interface.Property;
import java.util.List;

/** Fatbuildr's interfaces (dbus-api.md sections 3 and 4), and the standard ones of every object. */
public final class Interfaces {
    private static final String TASK = "s";

    public static final Interface SERVICE = new Interface(
            Names.SERVICE,
            List.of(method("GetInstance", "o", "s instance")),
            List.of(new Property("Instances", "aa{sv}")));

    public static final Interface INSTANCE = new Interface(
            Names.INSTANCE_INTERFACE,
            List.of(
                    method("PipelinesFormatDistributions", "as", "s format"),
                    method("PipelinesDistributionFormat", "s", "s distribution"),
                    method("PipelinesDistributionEnvironment", "s", "s distribution"),
                    method("PipelinesDistributionDerivatives", "as", "s distribution"),
                    method("PipelinesDerivativeFormats", "as", "s derivative"),
                    method("History", "aa{sv}", "i limit"),
                    method("Distributions", "as", "s format"),
                    method("Derivatives", "as", "s format", "s distribution"),
                    method("Artifacts", "aa{sv}", "s format", "s distribution", "s derivative"),
                    method("ArtifactBinaries", "aa{sv}", "s format", "s distribution", "s derivative", "s source"),
                    method("ArtifactSource", "a{sv}", "s format", "s distribution", "s derivative", "s binary"),
                    method(
                            "Changelog",
                            "aa{sv}",
                            "s format",
                            "s distribution",
                            "s derivative",
                            "s architecture",
                            "s name"),
                    method(
                            "ArtifactContent",
                            "aa{sv}",
                            "s format",
                            "s distribution",
                            "s derivative",
                            "s architecture",
                            "s name"),
                    method("TokenGenerate", "s"),
                    build("Build"),
                    build("BuildAs", "s user"),
                    method("ArtifactDelete", TASK, "s format", "s distribution", "s derivative", "a{sv} artifact"),
                    method(
                            "ArtifactDeleteAs",
                            TASK,
                            "s user",
                            "s format",
                            "s distribution",
                            "s derivative",
                            "a{sv} artifact"),
                    method("HistoryPurge", TASK),
                    method("KeyringCreate", TASK),
                    method("KeyringRenew", TASK, "s duration"),
                    method("ImageCreate", TASK, "s format", "b force"),
                    method("ImageUpdate", TASK, "s format"),
                    method("ImageShell", TASK, "s format", "s term", "as command"),
                    method("ImageEnvironmentCreate", TASK, "s format", "s environment", "s architecture"),
                    method("ImageEnvironmentUpdate", TASK, "s format", "s environment", "s architecture"),
                    method(
                            "ImageEnvironmentShell",
                            TASK,
                            "s format",
                            "s environment",
                            "s architecture",
                            "s term",
                            "as command")),
            List.of(
                    new Property("Instance", "a{sv}"),
                    new Property("PipelinesFormats", "as"),
                    new Property("PipelinesArchitectures", "as"),
                    new Property("Queue", "aa{sv}"),
                    new Property("Running", "a{sv}"),
                    new Property("Formats", "as"),
                    new Property("Keyring", "a{sv}"),
                    new Property("KeyringExport", "s")));

    /** Beyond the existing interface: more than one running task, cancelling, which images there are, replacing them. */
    public static final Interface INSTANCE3 = new Interface(
            Names.INSTANCE3_INTERFACE,
            List.of(
                    method("Task", "a{sv}", "s task"),
                    method("TaskCancel", "a{sv}", "s task"),
                    method("ImageEnvironmentReplace", TASK, "s format", "s environment", "s architecture")),
            List.of(new Property("Tasks", "aa{sv}"), new Property("Images", "aa{sv}")));

    /**
     * The engine whole, for the HTTP server as a program of its own: instances by id, records as JSON texts, which keep
     * large sizes and what is absent, errors by kind ({@link Failures}), and users named by the caller.
     */
    public static final Interface ENGINE = new Interface(
            Names.ENGINE_INTERFACE,
            List.of(
                    method("Buildable", "as", "s instance"),
                    method("RequireBuildable", "", "s instance", "s format"),
                    method("Formats", "as", "s instance"),
                    method("Distributions", "as", "s instance", "s format"),
                    method("Derivatives", "as", "s instance", "s format", "s distribution"),
                    method("Generation", "s", "s instance", "s format", "s distribution"),
                    method("Artifacts", "s", "s instance", "s format", "s distribution", "s derivative"),
                    method(
                            "Artifact",
                            "s",
                            "s instance",
                            "s format",
                            "s distribution",
                            "s derivative",
                            "s architecture",
                            "s name"),
                    method(
                            "Files",
                            "s",
                            "s instance",
                            "s format",
                            "s distribution",
                            "s derivative",
                            "s architecture",
                            "s name"),
                    method("Search", "s", "s instance", "s text"),
                    method("Running", "s", "s instance"),
                    method("Queue", "s", "s instance"),
                    method("History", "s", "s instance", "i skipped", "i limit"),
                    method("Task", "s", "s instance", "s task"),
                    method("FailedWorkers", "as", "s instance"),
                    method("Submit", TASK, "s instance", "s user", "s parameters"),
                    method("Build", TASK, "s instance", "s user", "s parameters", "s tarball", "s archives"),
                    method("Cancel", "", "s instance", "s user", "s task"),
                    method("Keyring", "s", "s instance"),
                    method("KeyringExport", "s", "s instance"),
                    method("Images", "s", "s instance"),
                    method("TokenGenerate", "s", "s instance", "s user"),
                    method("TokenSubject", "s", "s instance", "s token"),
                    method("TaskMetrics", "s")),
            List.of());

    static final Interface PROPERTIES = new Interface(
            Names.PROPERTIES,
            List.of(
                    method("Get", "v", "s interface", "s property"),
                    method("GetAll", "a{sv}", "s interface"),
                    method("Set", "", "s interface", "s property", "v value")),
            List.of());

    static final Interface INTROSPECTABLE =
            new Interface(Names.INTROSPECTABLE, List.of(method("Introspect", "s")), List.of());

    static final Interface PEER =
            new Interface(Names.PEER, List.of(method("Ping", ""), method("GetMachineId", "s")), List.of());

    private Interfaces() {}

    private static Interface.Method build(String name, String... before) {
        List<String> arguments = new java.util.ArrayList<>(List.of(before));
        arguments.addAll(List.of(
                "s format",
                "s distribution",
                "as architectures",
                "s derivative",
                "s artifact",
                "s author",
                "s email",
                "s message",
                "s tarball",
                "aa{sv} archives",
                "b interactive"));
        return method(name, TASK, arguments.toArray(String[]::new));
    }
}
