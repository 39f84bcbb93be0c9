package fatbuildr.build;

import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a build says in the changelog (build.md section 3.3): the user's message, each line an item, and the task.
 * Items are single lines without control characters.
 */
public record ChangelogMessage(List<String> items) {
    public ChangelogMessage {
        items = List.copyOf(items);
    }

    public static ChangelogMessage of(String message, TaskId task, String instanceName) {
        List<String> items = new ArrayList<>();
        message.lines()
                .map(ChangelogMessage::cleaned)
                .filter(line -> !line.isEmpty())
                .forEach(items::add);
        if (items.isEmpty()) {
            throw FatbuildrException.invalid("The changelog message is empty: say what this build is for");
        }
        items.add("Fatbuildr task " + task + "@" + cleaned(instanceName));
        return new ChangelogMessage(items);
    }

    /** One line: white space runs become one space, control characters go. */
    public static String cleaned(String text) {
        return text.replaceAll("[\\s\\u0085\\u00a0\\u2028\\u2029]+", " ")
                .replaceAll("[\\p{Cntrl}\\x80-\\x9f]", "")
                .strip();
    }
}
