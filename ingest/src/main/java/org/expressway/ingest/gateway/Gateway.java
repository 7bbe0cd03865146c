package org.expressway.ingest.gateway;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PromptProducer;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: routes, limits, answers to faults, and one line of log a request. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int IDLE_MS = 30_000;
    private static final int SLOWEST_BYTES_A_SECOND = 1024;

    private final GatewaySettings settings;
    private final Clock clock;
    private final PromptProducer<ExpressionSample> samples;
    private final PromptProducer<Label> labels;
    private final Health health;
    private final IdempotencyJournal journal;
    private final Javalin server;

    private Gateway(Endpoints endpoints, GatewaySettings settings, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        journal = IdempotencyJournal.open(settings.folder(), clock);
        samples = new PromptProducer<>(endpoints, Topics.RAW, settings.patience());
        labels = new PromptProducer<>(endpoints, Topics.LABEL, settings.patience());
        health = new Health(endpoints);
        Map<Route, Door> doors = new EnumMap<>(Route.class);
        doors.put(Route.SAMPLES, new SampleDoor(endpoints, clock, settings.pseudonyms(), samples));
        doors.put(Route.LABELS, new LabelDoor(clock, labels));
        doors.put(Route.CLOSE, new RunDoor(endpoints, clock, settings.patience()));
        server = Javalin.create(config -> configure(config, doors));
    }

    /**
     * Starts answering.
     *
     * @throws IOException where its folder cannot be used
     * @throws IllegalStateException where another gateway has the folder
     */
    public static Gateway start(Endpoints endpoints, GatewaySettings settings, Clock clock) throws IOException {
        Gateway gateway = new Gateway(endpoints, settings, clock);
        try {
            gateway.server.start(settings.host(), settings.port());
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    public int port() {
        return server.port();
    }

    Javalin server() {
        return server;
    }

    /** Ends what is being answered, then closes. */
    @Override
    public void close() throws IOException {
        server.stop();
        health.close();
        samples.close();
        labels.close();
        journal.close();
    }

    private void configure(JavalinConfig config, Map<Route, Door> doors) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        QueuedThreadPool threads = new QueuedThreadPool(2 * settings.concurrent() + 16, 4);
        threads.setName("gateway");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setIdleTimeout(IDLE_MS);
            http.setMinRequestDataRate(SLOWEST_BYTES_A_SECOND);
        });
        config.requestLogger.http(this::log);
        route(config, doors, new Exchange(settings, journal));
        config.routes.exception(Exception.class, (fault, request) -> refuse(request, fault));
        for (int status : new int[] {400, 404, 405}) {
            config.routes.error(status, this::unrouted);
        }
    }

    private void route(JavalinConfig config, Map<Route, Door> doors, Exchange exchange) {
        doors.forEach((route, door) -> config.routes.addHttpHandler(
                route.method(), route.path(), request -> exchange.answer(request, route, door)));
        String contract = contract();
        config.routes.addHttpHandler(
                Route.CONTRACT.method(),
                Route.CONTRACT.path(),
                request -> request.contentType(RequestBody.JSON).result(contract));
        config.routes.addHttpHandler(Route.HEALTH.method(), Route.HEALTH.path(), this::health);
    }

    private void health(Context request) {
        boolean up = health.up();
        request.status(up ? 200 : 503)
                .contentType(RequestBody.JSON)
                .result("{\"status\":\"" + (up ? "up" : "down") + "\",\"kafka\":" + up + "}");
    }

    private void refuse(Context request, Exception fault) {
        Problem problem = Exchange.problem(fault);
        if (problem.status() >= 500) {
            LOG.warn("{} {}", request.method(), problem.title(), fault);
        }
        show(request, problem);
    }

    /** What no route has answered. */
    private void unrouted(Context request) {
        if (!Problem.CONTENT_TYPE.equals(request.res().getContentType())) {
            show(request, Problem.of(request.statusCode(), "no such call", "see " + Route.CONTRACT.path()));
        }
    }

    private static void show(Context request, Problem problem) {
        if (problem.retryAfter() > 0) {
            request.header("Retry-After", Integer.toString(problem.retryAfter()));
        }
        if (problem.status() == 401) {
            request.header("WWW-Authenticate", "Bearer");
        }
        request.status(problem.status()).contentType(Problem.CONTENT_TYPE).result(problem.json());
    }

    /** The route and not the path: a path may name a run. */
    private void log(Context request, float milliseconds) {
        String route = request.endpoints().lastHttpEndpoint() == null
                ? "-"
                : request.endpoints().lastHttpEndpoint().path;
        settings.access()
                .accept(String.format(
                        Locale.ROOT,
                        "%s %s %s %d %.0f ms %d bytes",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        request.method(),
                        route,
                        request.statusCode(),
                        milliseconds,
                        Math.max(0, request.req().getContentLengthLong())));
    }

    private static String contract() {
        try (InputStream in = Gateway.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
