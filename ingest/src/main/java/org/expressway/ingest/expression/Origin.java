package org.expressway.ingest.expression;

import java.nio.file.Path;

/**
 * Where a table came from.
 *
 * @param file a file, or the folder of a 10x triplet
 * @param sha256 of the bytes as stored, lower-case hex; of a folder, of its three files' digests one a line
 */
public record Origin(Path file, String sha256, LabFormat format) {}
