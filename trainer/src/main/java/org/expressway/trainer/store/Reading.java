package org.expressway.trainer.store;

import java.util.List;
import org.expressway.schemas.avro.SnapshotPosition;

/**
 * How far the topics have been read.
 *
 * @param clusterId Kafka's id of the cluster
 * @param undecodable records left out since the store was begun
 * @param positions one a topic, sorted by topic
 */
public record Reading(String clusterId, long undecodable, List<SnapshotPosition> positions) {
    public Reading {
        positions = List.copyOf(positions);
    }
}
