package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.value.EvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks and top-level variables shared by a template and those it extends. */
final class Inheritance {
    /** A block and the template it is written in. */
    record Definition(Template template, Statement.Block block) {}

    private final Scope scope;
    private final Map<String, List<Definition>> blocks = new HashMap<>();
    private @Nullable Template parent;

    Inheritance(Scope scope, Template template) {
        this.scope = scope;
        add(template);
    }

    Scope scope() {
        return scope;
    }

    /** The definitions of a block, the most derived first. */
    List<Definition> definitions(String name) {
        List<Definition> definitions = blocks.get(name);
        return definitions == null ? List.of() : definitions;
    }

    void extend(Template template) {
        if (parent != null) {
            throw new EvaluationException("extended multiple times");
        }
        parent = template;
        add(template);
    }

    /** The template just extended, once. */
    @Nullable
    Template takeParent() {
        Template taken = parent;
        parent = null;
        return taken;
    }

    private void add(Template template) {
        template.blocks()
                .forEach((name, block) ->
                        blocks.computeIfAbsent(name, n -> new ArrayList<>()).add(new Definition(template, block)));
    }
}
