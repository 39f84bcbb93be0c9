package fatbuildr.web.page;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of the server's pages as seen from one of them. They are relative, so that pages work behind a proxy that
 * adds a prefix. Templates call {@link #urlFor} as {@code url_for('format', format='deb')}.
 */
public final class Links {
    private static final Map<String, String> OF_INSTANCE = Map.ofEntries(
            Map.entry("registry", "registry/"),
            Map.entry("format", "registry/{format}/"),
            Map.entry("distribution", "registry/{format}/{distribution}/"),
            Map.entry("derivative", "registry/{format}/{distribution}/{derivative}/"),
            Map.entry("artifact", "registry/{format}/{distribution}/{derivative}/{architecture}/{artifact}/"),
            Map.entry("search", "search"),
            Map.entry("search_json", "search.json"),
            Map.entry("tasks", "tasks/"),
            Map.entry("task", "tasks/{task}.json"),
            Map.entry("cancel", "tasks/{task}/cancel"),
            Map.entry("watch", "watch/{task}.html"),
            Map.entry("journal", "watch/{task}.journal"),
            Map.entry("text", "watch/{task}.txt"),
            Map.entry("pipelines", "pipelines/"),
            Map.entry("keyring", "keyring/"),
            Map.entry("key", "keyring.asc"),
            Map.entry("build_form", "builds/new"),
            Map.entry("build", "build"),
            Map.entry("file", "{path}"));

    private final String path;
    private final String top;
    private final boolean several;
    private final Optional<String> instance;
    private final StaticFiles statics;

    /**
     * Reckons from a page.
     *
     * @param path of the page as it was asked for
     * @param several whether paths name the instance
     * @param instance of the page
     */
    Links(String path, boolean several, Optional<String> instance, StaticFiles statics) {
        this.path = path;
        this.top = top(path);
        this.several = several;
        this.instance = instance;
        this.statics = statics;
    }

    /** Of the page as it was asked for. */
    String path() {
        return path;
    }

    /** The way from the page to the top of the site. */
    static String top(String path) {
        int slashes = (int) path.chars().filter(character -> character == '/').count();
        return slashes <= 1 ? "./" : "../".repeat(slashes - 1);
    }

    /** A page of this page's instance, such as {@code to("format", "format", "deb")}. */
    public String to(String page, String... parameters) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        return to(page, named);
    }

    private String to(String page, Map<String, String> parameters) {
        if (page.equals("index")) {
            return top;
        }
        if (page.equals("static")) {
            String file = parameters.getOrDefault("filename", "");
            return top + "static/" + path(file) + statics.version(file);
        }
        if (page.equals("login") || page.equals("logout")) {
            StringBuilder url = new StringBuilder(top).append(page);
            query(parameters, url);
            return url.toString();
        }
        if (page.equals("api")) {
            return top + "api/";
        }
        String pattern = OF_INSTANCE.get(page);
        if (pattern == null) {
            throw new EvaluationException("there is no page called '" + page + "'");
        }
        StringBuilder url = new StringBuilder(top);
        String named = parameters.remove("instance");
        if (several) {
            url.append(UrlText.segment(named == null ? instance.orElseThrow(() -> lacks(page, "instance")) : named))
                    .append('/');
        }
        fill(pattern, page, parameters, url);
        query(parameters, url);
        return url.toString();
    }

    /** Puts values into the pattern and takes them from the parameters. */
    private static void fill(String pattern, String page, Map<String, String> parameters, StringBuilder url) {
        int at = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', at)) {
            int close = pattern.indexOf('}', open);
            String name = pattern.substring(open + 1, close);
            String value = parameters.remove(name);
            if (value == null) {
                throw lacks(page, name);
            }
            url.append(pattern, at, open).append(name.equals("path") ? path(value) : UrlText.segment(value));
            at = close + 1;
        }
        url.append(pattern, at, pattern.length());
    }

    /** What the path has no place for becomes the query. */
    private static void query(Map<String, String> parameters, StringBuilder url) {
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url.append(separator).append(UrlText.segment(parameter.getKey())).append('=');
            UrlText.append(url, parameter.getValue());
            separator = '&';
        }
    }

    private static String path(String path) {
        StringBuilder encoded = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            encoded.append(encoded.isEmpty() ? "" : "/").append(UrlText.segment(segment));
        }
        return encoded.toString();
    }

    Value urlFor(Arguments arguments, Rendering rendering) {
        Map<String, String> parameters = new LinkedHashMap<>();
        arguments.named().forEach((name, value) -> {
            if (!isNothing(value)) {
                parameters.put(name, rendering.text(value));
            }
        });
        return Value.of(to(rendering.text(arguments.get(0)), parameters));
    }

    private static boolean isNothing(@Nullable Value value) {
        return value instanceof NoneValue || value instanceof UndefinedValue;
    }

    private static EvaluationException lacks(String page, String parameter) {
        return new EvaluationException("url_for('" + page + "') needs " + parameter + "=");
    }
}
