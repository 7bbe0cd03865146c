package org.expressway.trainer.topic;

import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Where the platform is.
 *
 * @param bootstrap Kafka brokers, {@code host:port[,host:port…]}
 */
public record Endpoints(String bootstrap, SchemaRegistry registry, ArtifactStore artifacts) {
    public <V extends SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(bootstrap, registry, topic);
    }
}
