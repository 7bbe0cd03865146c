package org.expressway.ingest.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.ClassMix;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.topic.AuditTrail;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;

/** Closes runs: publishes a CLOSED manifest that lists a batch's members to sequencing.run.v1. */
public final class RunPublisher {
    /** Writer of the audit chain of run closings, whichever process asks for one. */
    public static final String TRAIL = "runs";

    private final Endpoints endpoints;
    private final Clock clock;

    public RunPublisher(Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** The samples published so far, by {@code site/batchId}; reads the raw topic to its end. */
    public Map<String, SortedSet<String>> batches() {
        Map<String, SortedSet<String>> batches = new TreeMap<>();
        endpoints.reader(Topics.RAW).skippingUndecodable().toEnd(read -> {
            ExpressionSample sample = read.value();
            if (sample != null) {
                batches.computeIfAbsent(sample.getSite() + "/" + sample.getBatchId(), b -> new TreeSet<>())
                        .add(sample.getSampleId());
            }
        });
        return batches;
    }

    /** Closes a batch with the members that the raw topic has, of whose classes nothing is said. */
    public List<String> close(String site, String batchId) {
        return close(site, batchId, ClassMix.UNKNOWN);
    }

    /**
     * Closes a batch with the members that the raw topic has.
     *
     * @param declared what is known of the mix of their classes by design
     * @return the members, sorted
     * @throws IllegalArgumentException where no sample of the batch has been published
     */
    public List<String> close(String site, String batchId, ClassMix declared) {
        Map<String, SortedSet<String>> batches = batches();
        SortedSet<String> members = batches.get(Keys.of(site, batchId));
        if (members == null) {
            throw new IllegalArgumentException("no sample of batch " + site + "/" + batchId
                    + " has been published; published batches are: " + batches.keySet());
        }
        return close(site, batchId, members, declared);
    }

    /** Closes a batch with the members given, of whose classes nothing is said. */
    public List<String> close(String site, String batchId, Collection<String> sampleIds) {
        return close(site, batchId, sampleIds, ClassMix.UNKNOWN);
    }

    /** Closes a batch with the members given. */
    private List<String> close(String site, String batchId, Collection<String> sampleIds, ClassMix declared) {
        List<String> members = new ArrayList<>(new TreeSet<>(sampleIds));
        AuditTrail trail = new AuditTrail(TRAIL, endpoints.bootstrapServers(), endpoints.registry());
        publish(manifest(site, batchId, members, declared, clock.instant()), trail);
        return members;
    }

    /** Publishes a manifest, acknowledged, and on record. */
    public static void publish(RunManifest manifest, AuditTrail trail) {
        String key = Keys.of(manifest.getSite(), manifest.getBatchId());
        AuditFact fact = new AuditFact(AuditKind.RUN_CLOSE_ASKED, key, "laboratory", manifest.getAt())
                .with("members", manifest.getMemberSampleIds().size())
                .with("membersSha256", Sha256.of(String.join("\n", manifest.getMemberSampleIds())))
                .with("classMix", manifest.getClassMix());
        trail.record(fact, transaction -> transaction.put(Topics.RUN, key, manifest));
    }

    /** What the laboratory says when a run is over: these are its members, and so its classes were chosen. */
    public static RunManifest manifest(
            String site, String batchId, List<String> members, ClassMix declared, Instant at) {
        return RunManifest.newBuilder()
                .setSite(site)
                .setBatchId(batchId)
                .setState(RunState.CLOSED)
                .setMemberSampleIds(members)
                .setClosedBy(ClosedBy.LABORATORY)
                .setClassMix(declared)
                .setAt(at)
                .build();
    }
}
