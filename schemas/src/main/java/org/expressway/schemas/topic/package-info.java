/**
 * The topics of the platform, each with its key, its record and what Kafka keeps of it, and the one command that
 * creates them. Keys are plain UTF-8, {@code site/sampleId} or {@code site/batchId}.
 */
@NullMarked
package org.expressway.schemas.topic;

import org.jspecify.annotations.NullMarked;
