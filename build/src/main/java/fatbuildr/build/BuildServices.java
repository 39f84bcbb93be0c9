package fatbuildr.build;

import fatbuildr.config.Settings;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.NspawnRunner;
import fatbuildr.environment.HostMirror;
import fatbuildr.environment.Images;
import fatbuildr.process.ProcessRunner;
import fatbuildr.proxy.EnvironmentProxies;
import fatbuildr.template.CommandRenderer;
import fatbuildr.template.Templates;
import java.net.ProxySelector;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** What the builders of all formats work with, shared by all instances. */
public record BuildServices(
        Settings settings,
        ProcessRunner processes,
        ContainerRunner containers,
        Images images,
        Templates templates,
        ProxySelector proxies,
        Clock clock) {

    /** @param environment variables of the daemon, for its proxies */
    public static BuildServices of(Settings settings, Map<String, String> environment, Clock clock) {
        ProcessRunner processes = new ProcessRunner();
        ContainerRunner containers = new NspawnRunner(settings.containers(), processes);
        Templates templates = new Templates(ZoneId.systemDefault());
        Images images = new Images(
                settings,
                new CommandRenderer(templates),
                containers,
                processes,
                HostMirror.ofThisMachine(),
                environment);
        return new BuildServices(
                settings, processes, containers, images, templates, new EnvironmentProxies(environment), clock);
    }

    /** One builder for every format that there is one for. */
    public List<FormatBuilder> builders() {
        return ServiceLoader.load(FormatBuilderProvider.class, BuildServices.class.getClassLoader()).stream()
                .map(provider -> provider.get().create(this))
                .toList();
    }
}
