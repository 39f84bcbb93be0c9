package fatbuildr.config;

import java.util.List;

/**
 * A command of the configuration, split shell-style into words before any rendering, so that a rendered value can
 * never change the argument list (config.md section 1.5). Each word is a template.
 */
public record CommandTemplate(List<String> words) {
    public CommandTemplate {
        words = List.copyOf(words);
    }
}
