package fatbuildr.api;

import java.util.List;

/**
 * The image of a format and its build environments, made or not.
 *
 * @param exists whether the image is made
 */
public record ImageStatus(String format, boolean exists, List<Environment> environments) {
    public ImageStatus {
        environments = List.copyOf(environments);
    }

    /** @param exists whether it is made */
    public record Environment(String name, String architecture, boolean exists) {}
}
