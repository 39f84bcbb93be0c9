package fatbuildr.cli;

import fatbuildr.api.PipelineItem;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.FatbuildrClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Questions about what an instance builds. */
final class Pipeline {
    private Pipeline() {}

    /** What the pipelines say of a distribution. */
    record Place(String format, List<String> derivatives) {
        private static Place of(Map.Entry<String, List<PipelineItem>> found) {
            return new Place(
                    found.getKey(),
                    found.getValue().stream()
                            .flatMap(item -> item.derivatives().stream())
                            .distinct()
                            .toList());
        }
    }

    /** The format of a distribution. */
    static String formatOf(FatbuildrClient client, String distribution) {
        return placeOf(client, distribution).format();
    }

    static Place placeOf(FatbuildrClient client, String distribution) {
        return client.formatsOfDistribution(distribution).entrySet().stream()
                .findFirst()
                .map(Place::of)
                .orElseThrow(() -> Failure.server("distribution " + distribution + " is not known to the server")
                        .hint("distributions of the instance: " + distributions(client.formats())));
    }

    private static String distributions(Map<String, List<PipelineItem>> formats) {
        List<String> names = new ArrayList<>();
        formats.values().forEach(items -> items.forEach(item -> names.add(item.distribution())));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
