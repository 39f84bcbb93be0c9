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

    /** The format of a distribution. */
    static String formatOf(FatbuildrClient client, String distribution) {
        return client.formatsOfDistribution(distribution).keySet().stream()
                .findFirst()
                .orElseThrow(() -> Failure.server("distribution " + distribution + " is not known to the server")
                        .hint("distributions of the instance: " + distributions(client.formats())));
    }

    private static String distributions(Map<String, List<PipelineItem>> formats) {
        List<String> names = new ArrayList<>();
        formats.values().forEach(items -> items.forEach(item -> names.add(item.distribution())));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
