package fatbuildr.web.page;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.Task;

/** A task's output as a page that grows, so it is made in pieces: head, messages, foot. */
public final class TaskPage {
    private final Layout layout;
    private final String instance;
    private final Task task;
    private final TerminalText text = new TerminalText();

    public TaskPage(Layout layout, String instance, Task task) {
        this.layout = layout;
        this.instance = instance;
        this.task = task;
    }

    public String head() {
        return layout.head(instance + " > task " + task.id()) + "<h1>"
                + Html.escape(task.spec().typeName()) + "</h1>\n<p class=\"aside\">" + task.id() + "</p>\n<pre>\n";
    }

    public String message(ConsoleMessage message) {
        return switch (message) {
            case ConsoleMessage.Log log ->
                Html.escape(text.pending() + "LOG: " + log.level().number() + ":" + TerminalText.plain(log.text()))
                        + "\n";
            case ConsoleMessage.Bytes bytes -> Html.escape(text.decode(bytes.data()));
            case ConsoleMessage.RawEnable _, ConsoleMessage.RawDisable _, ConsoleMessage.WindowSize _ -> "";
        };
    }

    public String foot() {
        return Html.escape(text.pending()) + "</pre>\n" + layout.foot();
    }
}
