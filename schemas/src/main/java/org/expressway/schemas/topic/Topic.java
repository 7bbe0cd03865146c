package org.expressway.schemas.topic;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * A topic: its name, its key's serde, its record and what Kafka keeps of it.
 *
 * @param bySample partitioned by site/sampleId, or by capture: such topics have the same number of partitions, which never changes
 */
public record Topic<K, V extends SpecificRecord>(
        String name, Serde<K> keySerde, Class<V> valueType, Kept kept, boolean bySample) {

    /** What Kafka keeps. */
    public enum Kept {
        FOR_EVER,
        COMPACTED,
        THIRTY_DAYS
    }

    /** A new serde; one a thread is quickest, but it is safe to share. */
    public RegistrySerde<V> valueSerde(SchemaRegistry registry) {
        return new RegistrySerde<>(registry, valueType);
    }

    @Override
    public String toString() {
        return name;
    }
}
