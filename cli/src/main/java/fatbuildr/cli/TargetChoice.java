package fatbuildr.cli;

import fatbuildr.api.PipelineItem;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.FatbuildrClient;
import java.util.List;
import java.util.Optional;

/** Decides format, distribution and architectures of a build (cli.md section 6.7), and checks that they go together. */
final class TargetChoice {
    private final BuildOptions options;
    private final FatbuildrClient client;
    private final Definition definition;

    TargetChoice(BuildOptions options, FatbuildrClient client, Definition definition) {
        this.options = options;
        this.client = client;
        this.definition = definition;
    }

    Build.BuildTarget target() {
        Optional<String> distribution = options.distribution();
        String format = distribution.isPresent() ? formatOf(distribution.get()) : formatAlone();
        definition.requireFormat(format);
        String target = distribution.orElseGet(() -> onlyDistribution(format));
        checkDerivative(format);
        List<String> architectures = client.architectures();
        boolean all = definition.architectureDependent(format);
        return new Build.BuildTarget(
                format, target, all || architectures.isEmpty() ? architectures : architectures.subList(0, 1));
    }

    private String formatOf(String distribution) {
        String format = Pipeline.formatOf(client, distribution);
        options.format().filter(other -> !other.equals(format)).ifPresent(other -> {
            throw Failure.runtime("distribution " + distribution + " is of format " + format + ", not " + other);
        });
        return format;
    }

    private String formatAlone() {
        if (options.format().isPresent()) {
            return options.format().get();
        }
        List<String> formats = definition.formats();
        if (formats.size() > 1) {
            throw Failure.artifact("the definition of artifact "
                            + options.artifact().artifact() + " has several formats: " + String.join(", ", formats))
                    .hint("choose one with --format or --distribution");
        }
        return formats.getFirst();
    }

    private String onlyDistribution(String format) {
        List<String> distributions = client.formatsNamed(format).getOrDefault(format, List.of()).stream()
                .map(PipelineItem::distribution)
                .toList();
        if (distributions.isEmpty()) {
            throw Failure.server("the server has no distribution of format " + format);
        }
        if (distributions.size() > 1) {
            throw Failure.runtime(
                            "format " + format + " has several distributions: " + String.join(", ", distributions))
                    .hint("choose one with --distribution");
        }
        return distributions.getFirst();
    }

    private void checkDerivative(String format) {
        if (!client.formatsOfDerivative(options.artifact().derivative()).containsKey(format)) {
            throw Failure.server("derivative " + options.artifact().derivative() + " does not take format " + format);
        }
    }
}
