package fatbuildr.template;

import fatbuildr.config.CommandSplitter;
import fatbuildr.config.CommandTemplate;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands of the configuration to argument lists. Each word is rendered by itself, so that a value with blanks or
 * quotes stays one argument. Only a word made of template blocks (<code>{% if %}</code>) is split again: it stands for
 * any number of arguments.
 */
public final class CommandRenderer {
    private final Templates templates;

    public CommandRenderer(Templates templates) {
        this.templates = templates;
    }

    /**
     * @param option name of the option, for messages
     * @param variables paths become objects with {@code parent} and {@code name}
     */
    public List<String> render(String option, CommandTemplate command, Map<String, ?> variables) {
        Map<String, Object> values = values(variables);
        List<String> arguments = new ArrayList<>();
        for (String word : command.words()) {
            String rendered = templates.render(option, word, values);
            if (word.contains("{%")) {
                arguments.addAll(split(option, rendered));
            } else {
                arguments.add(rendered);
            }
        }
        return List.copyOf(arguments);
    }

    /** Renders an option that is one text, such as {@code env_path}. */
    public String renderText(String option, String text, Map<String, ?> variables) {
        return templates.render(option, text, values(variables));
    }

    private static List<String> split(String option, String rendered) {
        try {
            return CommandSplitter.words(rendered);
        } catch (IllegalArgumentException wrong) {
            throw FatbuildrException.invalid(option + ": " + wrong.getMessage() + ": " + rendered, wrong);
        }
    }

    private static Map<String, Object> values(Map<String, ?> variables) {
        Map<String, Object> values = new LinkedHashMap<>(variables);
        values.replaceAll((_, value) -> value instanceof Path path ? new PathObject(path) : value);
        return values;
    }
}
