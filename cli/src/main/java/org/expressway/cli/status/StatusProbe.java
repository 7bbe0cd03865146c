package org.expressway.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.expressway.cli.call.SignOffs;
import org.expressway.cli.model.InService;
import org.expressway.cli.status.PlatformStatus.Part;
import org.expressway.cli.terminal.Json;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.scorer.ScorerConfig;
import org.expressway.stream.HarmonizeJob;
import org.jspecify.annotations.Nullable;

/** Asks each part of a platform how it is. */
public final class StatusProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PlatformFile platform;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    public StatusProbe(PlatformFile platform) {
        this.platform = platform;
    }

    /** A look takes some tens of milliseconds where all is well, seconds where a part does not answer. */
    public PlatformStatus look() {
        Part registry = registry();
        try (KafkaFigures kafka = new KafkaFigures(platform.bootstrap())) {
            Map<String, Long> records = kafka.records();
            boolean readable = registry.state().equals(Part.UP);
            @Nullable String active = readable ? activeReference() : null;
            List<Part> parts = List.of(
                    new Part("kafka", Part.UP, null, platform.bootstrap()),
                    registry,
                    harmonize(kafka, active),
                    scorer(kafka, readable));
            boolean healthy = parts.stream().noneMatch(part -> part.state().equals(Part.DOWN));
            return new PlatformStatus(healthy, parts, records, active, readable ? openAmendments() : 0);
        } catch (KafkaException e) {
            Part kafka = new Part("kafka", Part.DOWN, null, platform.bootstrap() + ": " + e.getMessage());
            return new PlatformStatus(false, List.of(kafka, registry), Map.of(), null, 0);
        }
    }

    private Part registry() {
        JsonNode subjects = get(platform.registry() + "/subjects");
        return subjects == null
                ? new Part("registry", Part.DOWN, null, platform.registry() + " does not answer")
                : new Part("registry", Part.UP, null, subjects.size() + " subjects");
    }

    private @Nullable String activeReference() {
        ReferenceBoard board = new ReferenceBoard();
        new TopicReader<>(platform.bootstrap(), SchemaRegistry.at(platform.registry()), Topics.REFERENCE)
                .toEnd(board::accept);
        return board.active().map(ReferencePointer::getReferenceId).orElse(null);
    }

    /** Until a reference is active Kafka is the waiting room: the lag is how many wait there. */
    private Part harmonize(KafkaFigures kafka, @Nullable String active) {
        long lag = kafka.lag(HarmonizeJob.NAME + "-raw", Topics.RAW.name());
        if (active == null) {
            return new Part("harmonize", Part.WAITING, lag, "no reference is active yet");
        }
        if (platform.flinkRest().isEmpty()) {
            return new Part(
                    "harmonize", kafka.hasMembers(HarmonizeJob.NAME + "-raw") ? Part.UP : Part.WAITING, lag, "");
        }
        JsonNode jobs = get(platform.flinkRest() + "/jobs/overview");
        if (jobs == null) {
            return new Part("harmonize", Part.DOWN, lag, "Flink does not answer");
        }
        for (JsonNode job : jobs.path("jobs")) {
            if (job.path("name").asText().equals(HarmonizeJob.NAME)
                    && job.path("state").asText().equals("RUNNING")) {
                return new Part(
                        "harmonize", Part.UP, lag, checkpoint(job.path("jid").asText()));
            }
        }
        return new Part("harmonize", Part.DOWN, lag, "the job does not run");
    }

    private String checkpoint(String job) {
        JsonNode checkpoints = get(platform.flinkRest() + "/jobs/" + job + "/checkpoints");
        JsonNode latest =
                checkpoints == null ? null : checkpoints.path("latest").path("completed");
        if (latest == null || !latest.has("id")) {
            return "no checkpoint yet";
        }
        return "checkpoint %d in %d ms, %.1f MB"
                .formatted(
                        latest.path("id").asLong(),
                        latest.path("end_to_end_duration").asLong(),
                        latest.path("state_size").asLong() / 1e6);
    }

    private int openAmendments() {
        return SignOffs.read(platform.bootstrap(), SchemaRegistry.at(platform.registry()))
                .openAmendments();
    }

    /** Bundles that the scorer refuses, which nobody would see otherwise: the ones before them serve on. */
    private String refused() {
        return InService.read(platform.bootstrap(), SchemaRegistry.at(platform.registry())).refused().stream()
                .map(each -> "refuses " + each.getAlias().name().toLowerCase(Locale.ROOT) + ": " + each.getRefused())
                .collect(Collectors.joining("; "));
    }

    private Part scorer(KafkaFigures kafka, boolean readable) {
        if (kafka.records().getOrDefault(Topics.RELEASE.name(), 0L) == 0) {
            return new Part("scorer", Part.WAITING, null, "no model has been released yet");
        }
        long lag = kafka.lag(ScorerConfig.APPLICATION, Topics.CORRECTED.name());
        return kafka.hasMembers(ScorerConfig.APPLICATION)
                ? new Part("scorer", Part.UP, lag, readable ? refused() : "")
                : new Part("scorer", Part.DOWN, lag, "nobody reads the corrected samples");
    }

    private @Nullable JsonNode get(String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Json.parse(answer.body()) : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
