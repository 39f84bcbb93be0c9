package fatbuildr.task;

import fatbuildr.error.FatbuildrException;
import java.util.UUID;

/** A task's identifier: a random UUID in its canonical text form. */
public record TaskId(UUID value) {
    public static TaskId random() {
        return new TaskId(UUID.randomUUID());
    }

    /** Parses the canonical form; anything else is a task the server does not know. */
    public static TaskId parse(String text) {
        try {
            UUID value = UUID.fromString(text);
            if (value.toString().equals(text)) {
                return new TaskId(value);
            }
        } catch (IllegalArgumentException malformed) {
            throw unknown(text);
        }
        throw unknown(text);
    }

    private static FatbuildrException unknown(String text) {
        return FatbuildrException.notFound("Unable to find task " + text + " on server");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
