package fatbuildr.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of a task's output.
 *
 * @param written when, to the second; empty where nobody noted it
 */
public record TimedMessage(ConsoleMessage message, Optional<Instant> written) {}
