package fatbuildr.cli.patch;

import fatbuildr.cli.patch.PatchFields.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells fields from free text, line by line. */
final class FieldReader {
    private static final Pattern FIELD = Pattern.compile("(?<name>[A-Za-z0-9][!-9;-~]*)[ \\t]*:(?!//)(?<value>.*)");
    private static final Pattern MAIL = Pattern.compile("From [0-9a-f]{7,64} .*");

    private final boolean severalParagraphs;
    private final List<Field> fields = new ArrayList<>();
    private final List<String> free = new ArrayList<>();
    private State state = State.START;

    private enum State {
        /** Nothing but blank lines so far. */
        START,
        FIELD,
        /** After a blank line. */
        BETWEEN,
        FREE,
    }

    /** @param severalParagraphs whether fields count in every paragraph, not in the first alone */
    FieldReader(boolean severalParagraphs) {
        this.severalParagraphs = severalParagraphs;
    }

    void line(String line) {
        if (line.isBlank()) {
            free.add("");
            state = state == State.START ? state : State.BETWEEN;
            return;
        }
        Matcher field = FIELD.matcher(line);
        boolean blank = Character.isWhitespace(line.charAt(0));
        if (state == State.FIELD && blank) {
            continuation(line.substring(1).stripTrailing());
        } else if (mayBeField() && field.matches()) {
            fields.add(
                    new Field(field.group("name"), List.of(field.group("value").strip())));
            state = State.FIELD;
        } else if (state != State.START || !MAIL.matcher(line).matches()) {
            free.add(line.strip().equals(".") ? "" : line.stripTrailing());
            state = State.FREE;
        }
    }

    private boolean mayBeField() {
        return switch (state) {
            case START, FIELD -> true;
            case BETWEEN -> severalParagraphs;
            case FREE -> false;
        };
    }

    private void continuation(String text) {
        Field last = fields.removeLast();
        List<String> lines = new ArrayList<>(last.lines());
        lines.add(text.equals(".") ? "" : text);
        fields.add(new Field(last.name(), lines));
    }

    List<Field> fields() {
        return fields;
    }

    /** Lines outside of fields, without blank ones at their ends; a blank line keeps its place between others. */
    List<String> freeText() {
        List<String> text = new ArrayList<>();
        for (String line : free) {
            if (!line.isEmpty() || (!text.isEmpty() && !text.getLast().isEmpty())) {
                text.add(text.isEmpty() ? line.strip() : line);
            }
        }
        if (!text.isEmpty() && text.getLast().isEmpty()) {
            text.removeLast();
        }
        return text;
    }
}
