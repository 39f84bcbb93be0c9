package fatbuildr.web.page;

import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One page in the making: its template, its values, and the trail that leads to it, which is its title too. */
public final class Page {
    private final Pages pages;
    private final String template;
    private final Links links;
    private final List<Map<String, ?>> trail = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final Map<String, @Nullable Object> values = new HashMap<>();

    Page(Pages pages, String template, Links links) {
        this.pages = pages;
        this.template = template;
        this.links = links;
    }

    public Links links() {
        return links;
    }

    /** Adds a step to the trail; the last one is the page itself. */
    public Page step(String label, @Nullable String url) {
        labels.add(label);
        trail.add(Map.of("label", label, "url", url == null ? "" : url));
        return this;
    }

    /** Gives the template a value, as {@link Value#from} takes it. */
    public Page put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> variables() {
        Map<String, @Nullable Object> variables = new HashMap<>(values);
        variables.put("title", String.join(" > ", labels));
        variables.put("trail", trail);
        variables.put("url_for", Value.function("url_for", links::urlFor));
        return variables;
    }

    /** Equal for pages that show the same while the files they are made of do. */
    public Object look() {
        return new Look(template, links.path(), List.copyOf(trail), new HashMap<>(values));
    }

    private record Look(
            String template, String path, List<Map<String, ?>> trail, Map<String, @Nullable Object> values) {}

    /** The same as {@link #render}, and whether it would still come out like that. */
    public Rendered rendered() {
        UsedFiles files = new UsedFiles();
        return new Rendered(files.during(this::render), files::areUnchanged);
    }

    public record Rendered(String text, BooleanSupplier unchanged) {}

    /** The whole page; fails with {@link BrokenTemplateException}. */
    public String render() {
        return pages.render(template, variables());
    }

    /** The parts of the page before and after its output, which comes in between bit by bit. */
    public Halves split() {
        // No text of a user can hold the mark, since it is not told to anybody.
        String mark = Marks.next();
        put("output", Value.markup(mark));
        String whole = render();
        int at = whole.indexOf(mark);
        if (at < 0) {
            throw new BrokenTemplateException(
                    "the template " + template + ".html.j2: it does not show {{ output }}",
                    new IllegalStateException());
        }
        return new Halves(whole.substring(0, at), whole.substring(at + mark.length()));
    }

    /** A page around something. */
    public record Halves(String before, String after) {}
}
