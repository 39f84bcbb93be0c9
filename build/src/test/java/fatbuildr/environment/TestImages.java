package fatbuildr.environment;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.container.NspawnRunner;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.process.ProcessRunner;
import fatbuildr.template.CommandRenderer;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Images in a directory {@code images}, on a machine that has no apt configuration. */
final class TestImages {
    static final InstanceDefinition LAB = new InstanceDefinition(
            "lab",
            "Lab packages",
            new InstanceDefinition.Owner("Owner", "owner@example.org"),
            List.of("x86_64"),
            new Pipelines(Map.of(), Map.of()));

    private TestImages() {}

    /** @param options lines of section {@code images}, and sections after it */
    static Images in(Path directory, String options) throws IOException {
        Path vendor = Files.writeString(directory.resolve("vendor.ini"), "");
        Path site =
                Files.writeString(directory.resolve("site.ini"), """
                [containers]
                opts = --quiet --register=no --keep-unit --resolv-conf=replace-host
                [images]
                storage = %s
                """.formatted(directory.resolve("images")) + options);
        Settings settings = SettingsLoader.load(vendor, site).settings();
        ProcessRunner processes = new ProcessRunner();
        return new Images(
                settings,
                new CommandRenderer(new Templates(ZoneOffset.UTC)),
                new NspawnRunner(settings.containers(), processes),
                processes,
                new HostMirror(directory.resolve("no-apt"), directory.resolve("no-release")),
                Map.of());
    }
}
