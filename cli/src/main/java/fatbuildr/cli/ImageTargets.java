package fatbuildr.cli;

import fatbuildr.api.PipelineItem;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.FatbuildrClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which images and environments the filters select (cli.md section 6.6). */
final class ImageTargets {
    private final FatbuildrClient client;

    ImageTargets(FatbuildrClient client) {
        this.client = client;
    }

    record Environment(String format, String name, String architecture) {
        /** As messages name it. */
        @Override
        public String toString() {
            return format + " " + name + "-" + architecture;
        }
    }

    List<String> formats(@Nullable String format) {
        return List.copyOf(selected(format).keySet());
    }

    private Map<String, List<PipelineItem>> selected(@Nullable String format) {
        Map<String, List<PipelineItem>> formats = client.formats();
        if (format == null) {
            return formats;
        }
        List<PipelineItem> items = formats.get(format);
        if (items == null) {
            throw Failure.runtime("format " + format + " is not known to the server")
                    .hint("formats of the instance: " + String.join(", ", formats.keySet()));
        }
        return Map.of(format, items);
    }

    /** Each environment once, also when distributions share it. */
    List<Environment> environments(
            @Nullable String format, @Nullable String distribution, @Nullable String architecture) {
        List<String> architectures = architectures(architecture);
        Set<Environment> environments = new LinkedHashSet<>();
        candidates(format, distribution)
                .forEach((name, items) -> items.stream()
                        .map(PipelineItem::environment)
                        .flatMap(Optional::stream)
                        .forEach(environment -> architectures.forEach(
                                arch -> environments.add(new Environment(name, environment, arch)))));
        if (environments.isEmpty()) {
            throw Failure.runtime("no build environment fits these options");
        }
        return new ArrayList<>(environments);
    }

    private Map<String, List<PipelineItem>> candidates(@Nullable String format, @Nullable String distribution) {
        if (distribution == null) {
            return selected(format);
        }
        String itsFormat = Pipeline.formatOf(client, distribution);
        if (format != null && !format.equals(itsFormat)) {
            throw Failure.runtime("distribution " + distribution + " is of format " + itsFormat + ", not " + format);
        }
        return client.formatsOfDistribution(distribution);
    }

    private List<String> architectures(@Nullable String architecture) {
        List<String> available = client.architectures();
        if (architecture == null) {
            return available;
        }
        if (!available.contains(architecture)) {
            throw Failure.runtime("architecture " + architecture + " is not one of the instance")
                    .hint("architectures of the instance: " + String.join(", ", available));
        }
        return List.of(architecture);
    }
}
