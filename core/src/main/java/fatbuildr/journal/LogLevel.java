package fatbuildr.journal;

/** Severity of a log record. */
public enum LogLevel {
    DEBUG(10),
    INFO(20),
    WARNING(30),
    ERROR(40),
    CRITICAL(50);

    private final int number;

    LogLevel(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The level with that number; for a number in between, the next lower one. */
    public static LogLevel of(int number) {
        LogLevel found = DEBUG;
        for (LogLevel level : values()) {
            if (level.number <= number) {
                found = level;
            }
        }
        return found;
    }
}
