package org.expressway.stream.past;

import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.stream.audit.KeepChain;
import org.jspecify.annotations.Nullable;

/**
 * What the topics said when the job was started. Filled record by record in the order of a topic, then only read; it
 * travels with the job's graph. RATIONALE.md says why it is read ahead.
 */
public final class Past implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * A withdrawal that the job may not have met yet.
     *
     * @param at when it was said
     * @param afterClose the job had put on record that the sample is a member of its closed batch, so it stays behind the fit
     */
    public record Withdrawn(Instant at, boolean afterClose) implements Serializable {}

    private record LastManifest(long offset, Set<String> settledMembers) implements Serializable {}

    private final HashMap<String, HashMap<String, Instant>> withdrawals = new HashMap<>();
    private final HashMap<String, LastManifest> manifests = new HashMap<>();
    private final HashSet<String> rejected = new HashSet<>();
    private AuditHead auditHead = AuditHead.none(KeepChain.WRITER);

    /** The first withdrawal of a sample is the one that counts. */
    public void withdrawal(SampleWithdrawal withdrawal) {
        withdrawals
                .computeIfAbsent(key(withdrawal.getSite(), withdrawal.getBatchId()), batch -> new HashMap<>())
                .putIfAbsent(withdrawal.getSampleId(), withdrawal.getAt());
    }

    /** Only what the job itself has said of a closed run is sure to list members and nothing else. */
    public void manifest(RunManifest manifest, long offset) {
        boolean own = manifest.getState() == RunState.CLOSED
                && (manifest.getClosedBy() == ClosedBy.TIMEOUT || manifest.getClosedBy() == ClosedBy.SETTLED);
        Set<String> members = own ? new HashSet<>(manifest.getMemberSampleIds()) : new HashSet<>();
        manifests.put(key(manifest.getSite(), manifest.getBatchId()), new LastManifest(offset, members));
    }

    /** Where the job's audit chain ends. */
    public void auditHead(AuditHead head) {
        auditHead = head;
    }

    /** What a job without state goes on from. */
    public AuditHead auditHead() {
        return auditHead;
    }

    public void deadLetter(String origin) {
        rejected.add(origin);
    }

    /** Unchecked: a record with impossible names has a key that nobody asks for. */
    private static String key(String site, String batchId) {
        return site + "/" + batchId;
    }

    /** Whether a sample had been withdrawn by then. */
    public @Nullable Withdrawn withdrawn(String batchKey, String sampleId) {
        Map<String, Instant> ofBatch = withdrawals.get(batchKey);
        Instant at = ofBatch == null ? null : ofBatch.get(sampleId);
        if (at == null) {
            return null;
        }
        LastManifest last = manifests.get(batchKey);
        return new Withdrawn(at, last != null && last.settledMembers().contains(sampleId));
    }

    /** Whether a later manifest of the same run followed: the topic is compacted, and only the last one is sure to be there. */
    public boolean superseded(String batchKey, long offset) {
        LastManifest last = manifests.get(batchKey);
        return last != null && offset < last.offset();
    }

    /** Whether the record at this place, topic/partition/offset, had its dead letter. */
    public boolean rejected(String origin) {
        return rejected.contains(origin);
    }
}
