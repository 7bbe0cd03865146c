package org.expressway.cli.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.expressway.analysis.qc.QualityOverrides;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.AuditTrail;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.BuildReferenceJob;
import org.expressway.stream.reference.NormalizationRequest;
import org.expressway.stream.reference.ReferenceRequest;

/** Builds references and says which one is active. */
public final class References {
    /**
     * What a reference shall be.
     *
     * @param batches site/batchId
     * @param guard whether the class mix of batches is judged before they are corrected
     * @param quality limits that are set instead of learned
     * @param everyClass refuse batches that lack a class which labels elsewhere have
     */
    public record Plan(
            List<String> batches,
            CorrectionMethod correction,
            int minBatchSize,
            boolean guard,
            NormalizationRequest normalization,
            QualityOverrides quality,
            boolean everyClass) {}

    private final PlatformOptions platform;

    public References(PlatformOptions platform) {
        this.platform = platform;
    }

    /**
     * Runs the bounded job here, against the platform's Kafka, and announces the result, not yet active.
     *
     * @throws IllegalArgumentException when the batches make no reference
     */
    public ReferencePointer build(Plan plan) throws Exception {
        PlatformFile at = platform.platform();
        ReferenceRequest request = new ReferenceRequest(
                at.bootstrap(),
                at.registry(),
                at.artifacts(),
                plan.batches(),
                plan.correction(),
                plan.minBatchSize(),
                plan.guard(),
                plan.normalization(),
                plan.quality(),
                true);
        ReferencePointer built = BuildReferenceJob.run(StreamExecutionEnvironment.createLocalEnvironment(1), request);
        if (plan.everyClass()) {
            refuseMissingClasses(built);
        }
        return announced(built);
    }

    /** A reference that is built again is the same one: it stays as active as it was. */
    private ReferencePointer announced(ReferencePointer built) {
        ReferencePointer known =
                platform.references().find(built.getReferenceId()).orElse(built);
        announce(known);
        return known;
    }

    /** A class that the reference does not hold would be judged on a scale made without it. */
    private void refuseMissingClasses(ReferencePointer built) {
        Set<String> missing = new TreeSet<>();
        platform.reader(Topics.LABEL).toEnd(read -> {
            Label label = read.value();
            if (label != null) {
                missing.add(label.getSubtype());
            }
        });
        missing.removeAll(built.getClasses());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no sample of class " + String.join(", ", missing) + " in "
                    + built.getBatches() + "; add batches that hold it, or say --allow-missing-classes");
        }
    }

    /**
     * Makes a reference the active one.
     *
     * @param id its id, or the beginning of it
     * @param replay derive everything again under it, from the raw samples
     * @throws IllegalArgumentException when there is no such reference, or several
     */
    public ReferencePointer activate(String id, boolean replay) {
        ReferenceBoard board = platform.references();
        List<ReferencePointer> found = board.all().stream()
                .filter(pointer -> pointer.getReferenceId().startsWith(id))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("expected the id of one reference, seen \"" + id + "\" for "
                    + found.size() + "; `expressway reference list` shows them");
        }
        Sha256.check(found.get(0).getReferenceId());
        long epoch = board.nextEpoch();
        ReferencePointer active = ReferencePointer.newBuilder(found.get(0))
                .setEpoch(epoch)
                .setReplayEpoch(replay ? epoch : board.replayEpoch())
                .setActivatedAt(Instant.now())
                .build();
        AuditFact fact = new AuditFact(
                        AuditKind.REFERENCE_ACTIVATED,
                        active.getReferenceId(),
                        System.getProperty("user.name", "unknown"),
                        Instant.now())
                .with("epoch", epoch)
                .with("replay", replay);
        new AuditTrail("references", platform.platform().bootstrap(), platform.schemas())
                .record(fact, transaction -> transaction.put(Topics.REFERENCE, active.getReferenceId(), active));
        return active;
    }

    private void announce(ReferencePointer pointer) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", platform.platform().bootstrap(), "acks", "all", "enable.idempotence", true);
        try (KafkaProducer<String, ReferencePointer> producer =
                new KafkaProducer<>(config, new StringSerializer(), Topics.REFERENCE.valueSerde(platform.schemas()))) {
            producer.send(new ProducerRecord<>(Topics.REFERENCE.name(), pointer.getReferenceId(), pointer))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("the reference could not be announced: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
