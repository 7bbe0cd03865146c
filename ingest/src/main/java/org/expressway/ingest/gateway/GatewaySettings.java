package org.expressway.ingest.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.expressway.ingest.pseudonym.Pseudonyms;

/**
 * How a gateway is set up.
 *
 * @param port 0 for any that is free
 * @param folder where it keeps the idempotency keys
 * @param pseudonyms makes of a subject's id what may be published
 * @param largestBody bytes of a request's body
 * @param concurrent requests that are worked on at once; more are told to come back
 * @param patience how long Kafka may take to acknowledge
 * @param access told one line a request; no line has the id of a subject, a sample or a run
 */
public record GatewaySettings(
        String host,
        int port,
        String token,
        Path folder,
        Pseudonyms pseudonyms,
        int largestBody,
        int concurrent,
        Duration patience,
        Consumer<String> access) {
    private static final int LARGEST_BODY = 2 << 20;
    private static final int CONCURRENT = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public GatewaySettings {
        AccessToken.checked(token, "the gateway's token");
        if (largestBody < 1 || concurrent < 1 || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a body and a concurrency above 0 and a port up to 65535; seen "
                    + largestBody + ", " + concurrent + ", " + port);
        }
    }

    public GatewaySettings(
            String host, int port, String token, Path folder, Pseudonyms pseudonyms, Consumer<String> access) {
        this(host, port, token, folder, pseudonyms, LARGEST_BODY, CONCURRENT, PATIENCE, access);
    }
}
