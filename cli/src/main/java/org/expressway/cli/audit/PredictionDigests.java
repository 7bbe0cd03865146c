package org.expressway.cli.audit;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.schemas.audit.AuditFault;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.IdDigest;
import org.expressway.schemas.avro.AuditDetail;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.topic.Topics;

/**
 * Holds the predictions of each partition against the digests that the scorer's tasks put on record: first the events, then
 * the predictions in order. What lies before the first digest was made before there were any, what lies behind the last is
 * not summed up yet; both are counted.
 */
final class PredictionDigests {
    private record Claim(String where, IdDigest ids) {}

    private static final class Partition {
        final ArrayDeque<Claim> claims = new ArrayDeque<>();
        IdDigest running = IdDigest.NONE;
        boolean begun;
        boolean strange;
    }

    private final Map<String, Partition> partitions = new TreeMap<>();
    private final Findings findings;

    PredictionDigests(Findings findings) {
        this.findings = findings;
    }

    void event(AuditEvent event) {
        if (!event.getKind().equals(AuditKind.PREDICTIONS_MADE.name())) {
            return;
        }
        Map<String, String> details = new TreeMap<>();
        for (AuditDetail detail : event.getDetails()) {
            details.put(detail.getName(), detail.getValue());
        }
        String count = details.getOrDefault("predictions", "");
        if (count.matches("[1-9]\\d{0,9}")) {
            IdDigest ids = new IdDigest(
                    Long.parseLong(count), details.getOrDefault("idsSha256", ""), details.getOrDefault("first", ""));
            partitions
                    .computeIfAbsent(event.getSubject(), subject -> new Partition())
                    .claims
                    .add(new Claim(event.getWriter() + " event " + event.getSequence(), ids));
        }
    }

    void prediction(String id, int partition, long offset) {
        String topic = Topics.PREDICTION.name();
        Partition at = partitions.computeIfAbsent(topic + "/" + partition, subject -> new Partition());
        if (at.running.count() == 0 && !begins(at, id, topic + "/" + partition + "/" + offset)) {
            return;
        }
        at.running = at.running.plus(id);
        Claim claim = at.claims.getFirst();
        if (at.running.count() == claim.ids().count()) {
            compare(claim, at.running, topic + "/" + partition);
            at.claims.removeFirst();
            at.running = IdDigest.NONE;
        }
    }

    /** Whether a digest begins with this prediction; those before it that found no beginning are missing theirs. */
    private boolean begins(Partition at, String id, String place) {
        if (at.claims.stream().noneMatch(claim -> claim.ids().first().equals(id))) {
            if (at.claims.isEmpty() || !at.begun) {
                findings.count("predictions without a digest");
            } else if (!at.strange) {
                at.strange = true;
                findings.fault(new AuditFault(
                        "predictions were put in, or moved",
                        at.claims.getFirst().where(),
                        place,
                        id,
                        at.claims.getFirst().ids().first()));
            }
            return false;
        }
        while (!at.claims.getFirst().ids().first().equals(id)) {
            missing(at.claims.removeFirst(), place);
        }
        at.begun = true;
        at.strange = false;
        return true;
    }

    private void compare(Claim claim, IdDigest seen, String place) {
        findings.add("predictions under a digest", seen.count());
        if (!seen.sha256().equals(claim.ids().sha256())) {
            findings.fault(new AuditFault(
                    "predictions were put in, taken away or changed: the digest of " + seen.count() + " ids",
                    claim.where(),
                    place,
                    seen.sha256(),
                    claim.ids().sha256()));
        }
    }

    private void missing(Claim claim, String place) {
        findings.fault(new AuditFault(
                "predictions are missing",
                claim.where(),
                place,
                "no prediction " + claim.ids().first(),
                claim.ids().count() + " predictions that begin with it"));
    }

    /** To be called when all predictions were taken. */
    void finish() {
        partitions.forEach((place, partition) -> {
            if (partition.running.count() > 0) {
                Claim open = partition.claims.removeFirst();
                findings.fault(new AuditFault(
                        "predictions are missing",
                        open.where(),
                        place,
                        partition.running.count() + " predictions",
                        open.ids().count() + " predictions"));
            }
            partition.claims.forEach(claim -> missing(claim, place));
        });
    }
}
