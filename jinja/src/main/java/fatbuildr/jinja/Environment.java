package fatbuildr.jinja;

import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Limits;
import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.Map;

/** Settings, filters, tests, globals and loader shared by templates; immutable and safe for use by many threads. */
public final class Environment {
    private final TemplateLoader loader;

    private Environment(Builder builder) {
        this.loader = builder.loader;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Parses source; {@code name} is for messages. */
    public Template parse(String name, String source) {
        return new Template(name, source);
    }

    /** Parses what the loader finds under the name. */
    public Template load(String name) {
        return loader.source(name)
                .map(source -> parse(name, source))
                .orElseThrow(() -> new TemplateException(name + ":1: template not found"));
    }

    /** Collects the settings of an environment; the defaults are those of Jinja2. */
    public static final class Builder {
        boolean trimBlocks;
        boolean lstripBlocks;
        boolean keepTrailingNewline;
        boolean autoescape;
        Limits limits = Limits.DEFAULT;
        TemplateLoader loader = TemplateLoader.none();
        final Map<String, HostFunction> filters = new HashMap<>();
        final Map<String, HostFunction> tests = new HashMap<>();
        final Map<String, Value> globals = new HashMap<>();

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

        /** Adds a variable every template sees, imported ones too; converted as {@link Value#from}. */
        public Builder global(String name, Object value) {
            globals.put(name, Value.from(value));
            return this;
        }

        public Environment build() {
            return new Environment(this);
        }
    }
}
