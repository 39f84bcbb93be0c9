package fatbuildr.jinja;

import fatbuildr.jinja.builtin.Builtins;
import fatbuildr.jinja.syntax.Dialect;
import fatbuildr.jinja.syntax.SyntaxException;
import fatbuildr.jinja.syntax.TemplateParser;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Limits;
import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Settings, filters, tests, globals and loader shared by templates; immutable and safe for use by many threads. */
public final class Environment {
    private static final int MAX_CACHED = 500;

    private final Dialect dialect;
    private final boolean autoescape;
    private final Limits limits;
    private final TemplateLoader loader;
    private final Map<String, HostFunction> filters;
    private final Map<String, HostFunction> tests;
    private final Map<String, Object> globals;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    private record Cached(String source, Template template) {}

    private Environment(Builder builder) {
        this.autoescape = builder.autoescape;
        this.limits = builder.limits;
        this.loader = builder.loader;
        this.filters = Map.copyOf(builder.filters);
        this.tests = Map.copyOf(builder.tests);
        this.globals = Map.copyOf(builder.globals);
        this.dialect = new Dialect(
                builder.trimBlocks,
                builder.lstripBlocks,
                builder.keepTrailingNewline,
                filters::containsKey,
                tests::containsKey);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Parses source; {@code name} is for messages. */
    public Template parse(String name, String source) {
        try {
            return new Template(this, name, TemplateParser.parse(source, dialect));
        } catch (SyntaxException failure) {
            throw new TemplateException(name + ":" + failure.line() + ": " + failure.reason(), failure);
        } catch (StackOverflowError tooDeep) {
            throw new TemplateException(name + ":1: nested too deeply", tooDeep);
        }
    }

    /** Parses what the loader finds under the name. */
    public Template load(String name) {
        return find(name).orElseThrow(() -> new TemplateException(name + ":1: template not found"));
    }

    /** The loader's template, parsed again only when its source has changed. */
    Optional<Template> find(String name) {
        return loader.source(name).map(source -> {
            Cached cached = cache.get(name);
            if (cached != null && cached.source().equals(source)) {
                return cached.template();
            }
            Template template = parse(name, source);
            if (cache.size() >= MAX_CACHED) {
                cache.clear();
            }
            cache.put(name, new Cached(source, template));
            return template;
        });
    }

    boolean autoescape() {
        return autoescape;
    }

    Limits limits() {
        return limits;
    }

    Map<String, HostFunction> filters() {
        return filters;
    }

    Map<String, HostFunction> tests() {
        return tests;
    }

    Map<String, Object> globals() {
        return globals;
    }

    /** Collects the settings of an environment; the defaults are those of Jinja2. */
    public static final class Builder {
        private boolean trimBlocks;
        private boolean lstripBlocks;
        private boolean keepTrailingNewline;
        private boolean autoescape;
        private Limits limits = Limits.DEFAULT;
        private TemplateLoader loader = TemplateLoader.none();
        private final Map<String, HostFunction> filters = new HashMap<>(Builtins.filters());
        private final Map<String, HostFunction> tests = new HashMap<>(Builtins.tests());
        private final Map<String, Object> globals = new HashMap<>(Builtins.globals());

        private Builder() {}

        public Builder trimBlocks(boolean value) {
            trimBlocks = value;
            return this;
        }

        public Builder lstripBlocks(boolean value) {
            lstripBlocks = value;
            return this;
        }

        public Builder keepTrailingNewline(boolean value) {
            keepTrailingNewline = value;
            return this;
        }

        public Builder autoescape(boolean value) {
            autoescape = value;
            return this;
        }

        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        public Builder loader(TemplateLoader value) {
            loader = value;
            return this;
        }

        public Builder filter(String name, HostFunction filter) {
            filters.put(name, filter);
            return this;
        }

        public Builder test(String name, HostFunction test) {
            tests.put(name, test);
            return this;
        }

        /** Adds a variable every template sees, imported ones too; converted as {@link Value#from} by each rendering. */
        public Builder global(String name, Object value) {
            globals.put(name, value);
            return this;
        }

        public Environment build() {
            return new Environment(this);
        }
    }
}
