package org.expressway.ingest.gateway;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.expressway.ingest.publish.PromptProducer.Unacknowledged;
import org.expressway.schemas.wire.RegistryUnavailable;

/** Faults of what stands behind the gateway: they pass, so the sender is told to come back. */
final class Unavailability {
    private static final int RETRY_AFTER = 5;

    private Unavailability() {}

    static Optional<Problem> of(Exception fault) {
        boolean behind = fault instanceof Unacknowledged
                || fault instanceof RegistryUnavailable
                || fault instanceof KafkaException
                || fault instanceof TimeoutException
                || fault instanceof IOException;
        return behind
                ? Optional.of(Problem.later(
                        503,
                        "not acknowledged",
                        "the platform does not answer; nothing is confirmed. Send the same request again, with the same"
                                + " Idempotency-Key: the same content counts once",
                        RETRY_AFTER))
                : Optional.empty();
    }
}
