package org.expressway.ingest.redrive;

import org.expressway.schemas.avro.Origin;

/** Where a record stands in Kafka; as text {@code topic/partition/offset}. */
public record Place(String topic, int partition, long offset) {
    static Place of(Origin origin) {
        return new Place(origin.getTopic(), origin.getPartition(), origin.getOffset());
    }

    Origin origin() {
        return new Origin(topic, partition, offset);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
