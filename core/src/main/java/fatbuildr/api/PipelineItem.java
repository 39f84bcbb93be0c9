package fatbuildr.api;

import java.util.List;
import java.util.Optional;

/**
 * A distribution of {@code pipelines/formats.json}.
 *
 * @param environment empty for osi
 * @param derivatives begins with {@code main}
 */
public record PipelineItem(String distribution, Optional<String> environment, List<String> derivatives) {
    public PipelineItem {
        derivatives = List.copyOf(derivatives);
    }
}
