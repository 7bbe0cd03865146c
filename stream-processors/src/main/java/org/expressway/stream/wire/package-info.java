/**
 * What stands between Kafka, Flink and our records: sources that hand on bytes, one exactly-once sink, and a serializer
 * that carries Avro records between operators and in state, so that both may evolve with their schemas.
 */
@NullMarked
package org.expressway.stream.wire;

import org.jspecify.annotations.NullMarked;
