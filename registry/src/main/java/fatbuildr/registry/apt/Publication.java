package fatbuildr.registry.apt;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An immutable state of a suite that was, or is, visible to readers.
 *
 * @param number grows by one or more with each publication of the suite
 * @param date what its Release file says
 * @param revision the caller's name for the contents, empty when none was given
 * @param directory its files
 */
public record Publication(String suite, long number, Instant date, String revision, Path directory) {}
