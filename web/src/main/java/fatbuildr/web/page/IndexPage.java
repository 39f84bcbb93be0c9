package fatbuildr.web.page;

import fatbuildr.instance.InstanceDefinition;
import java.util.List;

/** The instances of this server. */
public final class IndexPage {
    private IndexPage() {}

    public static String render(Layout layout, List<InstanceDefinition> instances) {
        StringBuilder content = new StringBuilder("<h1>Instances</h1>\n");
        if (instances.isEmpty()) {
            content.append("<p>∅</p>\n");
        } else {
            content.append("<ul>\n");
            for (InstanceDefinition instance : instances) {
                content.append("<li>")
                        .append(Html.link(
                                layout.top() + Html.segment(instance.id()) + "/registry/",
                                instance.id() + " (" + instance.name() + ")"))
                        .append("</li>\n");
            }
            content.append("</ul>\n");
        }
        return layout.page("instances", content.toString());
    }
}
