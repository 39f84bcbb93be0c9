package fatbuildr.web.page;

import fatbuildr.instance.InstanceDefinition;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskState;
import java.util.List;

/** One instance at a glance: what it publishes, what it does. */
public record OverviewPage(
        InstanceDefinition instance,
        List<String> formats,
        List<Task> running,
        List<Task> pending,
        List<Task> finished,
        boolean keyring) {
    private static final String NONE = "<p>∅</p>\n";

    public OverviewPage {
        formats = List.copyOf(formats);
        running = List.copyOf(running);
        pending = List.copyOf(pending);
        finished = List.copyOf(finished);
    }

    /** @param several whether the server has other instances, so that titles must name this one */
    public String render(Layout layout, boolean several) {
        StringBuilder content = new StringBuilder("<h1>" + Html.escape(instance.name()) + "</h1>\n");
        content.append("<h2>Published formats</h2>\n").append(formats.isEmpty() ? NONE : formatList());
        content.append("<h2>Running tasks</h2>\n").append(tasks(running));
        content.append("<h2>Pending tasks</h2>\n").append(tasks(pending));
        content.append("<h2>Finished tasks</h2>\n").append(tasks(finished));
        content.append("<h2>Keyring</h2>\n")
                .append(keyring ? "<p>" + Html.link("../keyring.asc", "Public key") + "</p>\n" : NONE);
        content.append("<p>").append(Html.link("../registry.json", "JSON")).append("</p>\n");
        return layout.page(several ? instance.id() : "formats", content.toString());
    }

    private String formatList() {
        StringBuilder list = new StringBuilder("<ul>\n");
        for (String format : formats) {
            list.append("<li>")
                    .append(Html.link("../" + Html.segment(format) + "/", format))
                    .append("</li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private static String tasks(List<Task> tasks) {
        if (tasks.isEmpty()) {
            return NONE;
        }
        StringBuilder list = new StringBuilder("<ul>\n");
        for (Task task : tasks) {
            String id = task.id().toString();
            String result = TaskJson.exported(task.result());
            list.append("<li>")
                    .append(task.state() == TaskState.PENDING ? id : Html.link("../watch/" + id + ".html", id))
                    .append(" [")
                    .append(Html.escape(task.spec().typeName()))
                    .append("] <span class=\"aside\">")
                    .append(Dates.local(task.submission()))
                    .append("</span>");
            if (task.state() == TaskState.FINISHED) {
                list.append(" <span class=\"%s\">%s</span>".formatted(result, result));
            }
            list.append("</li>\n");
        }
        return list.append("</ul>\n").toString();
    }
}
