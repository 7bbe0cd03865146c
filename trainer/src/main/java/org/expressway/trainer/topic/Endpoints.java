package org.expressway.trainer.topic;

import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Where the platform is.
 *
 * @param bootstrap Kafka brokers, {@code host:port[,host:port…]}
 */
public record Endpoints(String bootstrap, SchemaRegistry registry, ArtifactStore artifacts) {}
