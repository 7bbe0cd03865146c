package org.expressway.ingest.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.ingest.publish.Endpoints;

/** Whether Kafka answers; asked for at most once in a while, since anybody may ask the gateway. */
final class Health implements AutoCloseable {
    private static final int PATIENCE_MS = 2000;
    private static final long FRESH = Duration.ofSeconds(2).toNanos();

    private final Admin admin;
    private long looked = System.nanoTime() - FRESH;
    private boolean up;

    Health(Endpoints endpoints) {
        admin = Admin.create(Map.of(
                "bootstrap.servers",
                endpoints.bootstrapServers(),
                "default.api.timeout.ms",
                PATIENCE_MS,
                "request.timeout.ms",
                PATIENCE_MS,
                "reconnect.backoff.max.ms",
                500));
    }

    synchronized boolean up() {
        if (System.nanoTime() - looked >= FRESH) {
            up = answers();
            looked = System.nanoTime();
        }
        return up;
    }

    private boolean answers() {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
