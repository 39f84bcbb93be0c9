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

    List<String> formats(Optional<String> format) {
        return List.copyOf(selected(format).keySet());
    }

    private Map<String, List<PipelineItem>> selected(Optional<String> format) {
        Map<String, List<PipelineItem>> formats = client.formats();
        if (format.isEmpty()) {
            return formats;
        }
        String name = format.get();
        List<PipelineItem> items = formats.get(name);
        if (items == null) {
            throw Failure.runtime("format " + name + " is not known to the server")
                    .hint("formats of the instance: " + String.join(", ", formats.keySet()));
        }
        return Map.of(name, items);
    }

    /** Each environment once, also when distributions share it. */
    List<Environment> environments(
            Optional<String> format, Optional<String> distribution, Optional<String> architecture) {
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

    private Map<String, List<PipelineItem>> candidates(Optional<String> format, Optional<String> distribution) {
        if (distribution.isEmpty()) {
            return selected(format);
        }
        String name = distribution.get();
        String itsFormat = Pipeline.formatOf(client, name);
        format.filter(other -> !other.equals(itsFormat)).ifPresent(other -> {
            throw Failure.runtime("distribution " + name + " is of format " + itsFormat + ", not " + other);
        });
        return client.formatsOfDistribution(name);
    }

    private List<String> architectures(Optional<String> architecture) {
        List<String> available = client.architectures();
        architecture.filter(wanted -> !available.contains(wanted)).ifPresent(wanted -> {
            throw Failure.runtime("architecture " + wanted + " is not one of the instance")
                    .hint("architectures of the instance: " + String.join(", ", available));
        });
        return architecture.map(List::of).orElse(available);
    }
}
