package fatbuildr.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run in a container.
 *
 * @param user name of an account of the root file system, empty for root
 * @param directory working directory inside
 * @param network whether the network of this machine is reachable; without, there is only a loopback interface
 * @param administrative whether the options for image and environment tasks apply
 * @param background whether other work goes first when processors are short
 */
public record ContainerRun(
        Root root,
        List<String> command,
        Optional<String> user,
        String directory,
        Map<String, String> environment,
        List<Bind> binds,
        boolean network,
        boolean administrative,
        boolean background) {
    public ContainerRun {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        binds = List.copyOf(binds);
    }

    /** As an unprivileged user, without network. */
    public static ContainerRun isolated(Root root, String user, List<String> command) {
        return new ContainerRun(root, command, Optional.of(user), "/", Map.of(), List.of(), false, false, false);
    }

    /** As root of the container, with the network of this machine. */
    public static ContainerRun administrative(Root root, List<String> command) {
        return administrative(root, Optional.empty(), command);
    }

    /** The same as another user, or as root if none is given. */
    public static ContainerRun administrative(Root root, Optional<String> user, List<String> command) {
        return new ContainerRun(root, command, user, "/", Map.of(), List.of(), true, true, false);
    }

    public ContainerRun in(String workingDirectory) {
        return with(workingDirectory, environment, binds, background);
    }

    public ContainerRun env(String name, String value) {
        return env(Map.of(name, value));
    }

    public ContainerRun env(Map<String, String> variables) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.putAll(variables);
        return with(directory, more, binds, background);
    }

    public ContainerRun bind(Bind... added) {
        return bind(List.of(added));
    }

    public ContainerRun bind(List<Bind> added) {
        List<Bind> more = new ArrayList<>(binds);
        more.addAll(added);
        return with(directory, environment, more, background);
    }

    /** With the same command in the background. */
    public ContainerRun inBackground() {
        return with(directory, environment, binds, true);
    }

    private ContainerRun with(
            String newDirectory, Map<String, String> newEnvironment, List<Bind> newBinds, boolean inBackground) {
        return new ContainerRun(
                root, command, user, newDirectory, newEnvironment, newBinds, network, administrative, inBackground);
    }
}
