package org.expressway.ingest.gateway;

import java.io.IOException;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.publish.PromptProducer.Unacknowledged;

/** One way in: turns a body into acknowledged records. */
interface Door {
    /** Content types it takes. */
    Set<String> types();

    /**
     * Publishes what the body says; returns when Kafka has acknowledged all of it.
     *
     * @param id the path's parameter, empty where there is none
     * @return JSON for whoever sent it
     * @throws BadInput with every fault; nothing has been sent then
     */
    String enter(RequestBody body, String id) throws BadInput, IOException, Unacknowledged;
}
