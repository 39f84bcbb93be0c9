package fatbuildr.web.page;

import fatbuildr.api.ImageStatus;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an instance can build, and whether what it needs for it is made. */
public final class PipelineViews {
    private PipelineViews() {}

    /** One entry per format: its image, distributions with environments, derivatives. */
    public static List<Map<String, ?>> of(InstanceDefinition instance, List<ImageStatus> images) {
        return instance.pipelines().formats().stream()
                .<Map<String, ?>>map(format -> format(instance.pipelines(), format, images))
                .toList();
    }

    private static Map<String, ?> format(Pipelines pipelines, String format, List<ImageStatus> images) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", format);
        view.put("derivatives", pipelines.derivativesOf(format));
        List<ImageStatus.Environment> environments = images.stream()
                .filter(image -> image.format().equals(format))
                .peek(image -> view.put("image", image.exists()))
                .flatMap(image -> image.environments().stream())
                .toList();
        view.put(
                "distributions",
                pipelines.distributions(format).stream()
                        .map(distribution -> distribution(distribution, environments))
                        .toList());
        return view;
    }

    private static Map<String, ?> distribution(Distribution distribution, List<ImageStatus.Environment> environments) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", distribution.name());
        distribution.tag().ifPresent(tag -> view.put("tag", tag));
        distribution.environment().ifPresent(name -> {
            view.put("environment", name);
            view.put(
                    "environments",
                    environments.stream()
                            .filter(environment -> environment.name().equals(name))
                            .map(environment ->
                                    Map.of("architecture", environment.architecture(), "exists", environment.exists()))
                            .toList());
        });
        return view;
    }
}
