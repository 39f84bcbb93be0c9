package fatbuildr.environment;

import fatbuildr.config.Settings;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.template.CommandRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where images, environments and layers lie. A directory under its final name is complete. */
public final class ImageLayout {
    private final Settings settings;
    private final CommandRenderer renderer;

    ImageLayout(Settings settings, CommandRenderer renderer) {
        this.settings = settings;
        this.renderer = renderer;
    }

    Settings.Format format(String name) {
        Settings.Format format = settings.formats().get(name);
        if (format == null) {
            throw FatbuildrException.invalid("Format " + name + " is not configured");
        }
        return format;
    }

    /** Everything of an instance, by its id: its name may be the same as another's. */
    Path directory(InstanceDefinition instance) {
        return settings.images().storage().toAbsolutePath().resolve(instance.id());
    }

    public Path image(InstanceDefinition instance, String format) {
        return directory(instance).resolve(format + ".img");
    }

    Path layers(InstanceDefinition instance) {
        return directory(instance).resolve("layers");
    }

    /** The definition that an image is made from: ours, or one of mkosi that a site brings along. */
    Path definition(String format) {
        Path defs = settings.images().defs().toAbsolutePath();
        Path mkosi = defs.resolve(format + ".mkosi");
        return Files.exists(mkosi) ? mkosi : defs.resolve(format + ".image");
    }

    /** Path of an environment inside the image. */
    Path inside(EnvironmentId id) {
        String template = format(id.format()).environmentPath();
        Path path = Path.of(renderer.renderText(
                        "[format:" + id.format() + "] env_path", template, Map.of("name", id.name())))
                .normalize();
        if (template.isEmpty() || !path.isAbsolute() || path.getNameCount() < 2) {
            throw FatbuildrException.invalid("[format:" + id.format() + "] env_path gives " + path
                    + ": a path at least two levels below / is needed");
        }
        return path;
    }

    public Path environment(InstanceDefinition instance, EnvironmentId id) {
        return within(image(instance, id.format()), inside(id));
    }

    /** A path of the inside as this machine sees it. */
    static Path within(Path root, Path inside) {
        return root.resolve(Path.of("/").relativize(inside));
    }
}
