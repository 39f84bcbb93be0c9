package fatbuildr.config;

import java.time.Duration;

/** Which finished tasks a history purge keeps (registry-keyring-tasks.md section 8.2). */
public sealed interface PurgePolicy {
    /** Keeps tasks submitted within the last {@code age}. */
    record Older(Duration age) implements PurgePolicy {}

    /** Keeps the {@code count} most recent tasks. */
    record Last(int count) implements PurgePolicy {}

    /** Keeps the {@code count} most recent tasks of each identity. */
    record Each(int count) implements PurgePolicy {}

    /** Keeps the newest tasks while their cumulated size stays below {@code bytes}. */
    record Size(long bytes) implements PurgePolicy {}
}
