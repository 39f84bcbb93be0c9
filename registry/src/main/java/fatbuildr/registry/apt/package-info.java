/**
 * APT repositories: sharded indexes, signed Release files, atomic numbered publications. The door is {@link
 * fatbuildr.registry.apt.AptRepository}; {@code SuiteLayout} and {@link fatbuildr.registry.apt.Pool} own what lies where.
 *
 * <p>An index is a row of shards, each one gzip member and one zstd frame, new stanzas at the end. A change compresses
 * its shards only; the rest of the new index file is copied by the system, and checksums go on from the state they had
 * after the last shard that did not change. The texts of shards and the list of them ({@code .shards}) are a cache,
 * checked whenever used and made again from the caller's listing.
 */
@NullMarked
package fatbuildr.registry.apt;

import org.jspecify.annotations.NullMarked;
