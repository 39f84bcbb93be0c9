package fatbuildr.journal;

/** How a stream of messages stands after its last byte (console-journal.md section 1.4). */
public enum StreamEnd {
    /** It ended between two messages. */
    CLEAN,
    /** It ended inside a message. */
    TRUNCATED,
    /** A header announced more than a message may hold: nothing after it can be read. */
    DAMAGED
}
