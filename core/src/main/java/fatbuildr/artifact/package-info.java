/**
 * Artifact definitions: metadata, sources, versions, checksums, patches, renaming rules. Pure: reads
 * definitions, runs nothing.
 */
@NullMarked
package fatbuildr.artifact;

import org.jspecify.annotations.NullMarked;
