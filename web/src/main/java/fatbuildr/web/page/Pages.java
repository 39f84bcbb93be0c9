package fatbuildr.web.page;

import fatbuildr.config.Settings;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.jinja.TemplateException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pages for people out of templates and values. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final String ERROR = "error";
    private static final String BAD_REQUEST = "bad request";
    /** What remains when even the shipped templates are missing. */
    private static final String BARE =
            "<!DOCTYPE html>\n<html lang=\"en\"><title>Fatbuildr: Error</title><h1>Error</h1><p>";

    private final Templates templates;
    private final StaticFiles statics;
    private final boolean several;
    private final String version;

    public Pages(Settings.Web web, boolean several, String version) {
        this.templates = new Templates(web.vendorTemplates(), web.templates());
        this.statics = new StaticFiles(web.staticFiles());
        this.several = several;
        this.version = version;
    }

    /** A page of no instance. */
    public Page page(String template, Visit visit) {
        return page(template, visit, Optional.empty());
    }

    /** A page of an instance, whose trail begins with it where the server has several. */
    public Page page(String template, Visit visit, InstanceDefinition instance) {
        Page page = page(template, visit, Optional.of(instance));
        return several && !visit.alone() ? page.step(instance.id(), page.links().to("registry")) : page;
    }

    private Page page(String template, Visit visit, Optional<InstanceDefinition> instance) {
        Links links = new Links(visit.path(), several && !visit.alone(), instance.map(InstanceDefinition::id), statics);
        Page page = new Page(this, template, links);
        page.put("version", version);
        page.put("multi", several && !visit.alone());
        page.put("user", visit.user().orElse(null));
        page.put("instance", instance.map(Views::instance).orElse(null));
        return page;
    }

    String render(String template, Map<String, ?> variables) {
        return templates.render(template + ".html.j2", variables);
    }

    /** The page that says what is wrong; see {@link #renderError}. */
    public Page error(Visit visit, Optional<InstanceDefinition> instance, int status, String message) {
        // The existing system says no more than that the request is bad.
        boolean reasoned = message.startsWith(BAD_REQUEST + ": ");
        String text = reasoned ? BAD_REQUEST : message;
        return page(ERROR, visit, instance)
                .step("Error: " + text, null)
                .put("status", status)
                .put("message", message)
                .put("text", text.contains("(" + status + ")") ? text : text + " (" + status + ")")
                .put("reason", reasoned ? message.substring(BAD_REQUEST.length() + 2) : "");
    }

    /** Renders such a page, whatever is wrong with the templates. */
    public String renderError(Page page) {
        try {
            return page.render();
        } catch (BrokenTemplateException siteBroken) {
            try {
                return templates.renderAsShipped(ERROR + ".html.j2", page.variables());
            } catch (TemplateException shippedBroken) {
                LOG.error("[web] vendor_templates: {}", shippedBroken.getMessage());
                return BARE
                        + fatbuildr.jinja.value.Html.escape(
                                String.valueOf(page.variables().get("text"))) + "</p></html>\n";
            }
        }
    }
}
