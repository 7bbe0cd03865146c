package org.expressway.ingest.publish;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.AuditTrail;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Withdraws samples: finds where one stands, and publishes its withdrawal to sample.withdrawal.v1. */
public final class Withdrawals {
    /** Where a sample stands. */
    public enum Standing {
        /** Published, and nothing has been said of it: it waits, or was refused. */
        UNSEEN,
        /** Its batch collects. */
        OPEN,
        /** Its batch has been closed, with or before it. */
        CLOSED,
        /** The active reference, or one before it, was made of it. */
        REFERENCE
    }

    /** @param withdrawal that there is already; null where there is none */
    public record Found(
            String site,
            String sampleId,
            String batchId,
            Standing standing,
            @Nullable SampleWithdrawal withdrawal) {}

    private final Endpoints endpoints;
    private final Clock clock;

    public Withdrawals(Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * Reads the topics to find a sample. Its batch is that of the record which counts, where one has been harmonized, else of
     * the first that was published.
     *
     * @param batchId that it must be in; null for whichever it is in
     * @throws IllegalArgumentException where no such sample has been published, or in another batch
     */
    public Found find(String site, String sampleId, @Nullable String batchId) {
        String key = Keys.of(site, sampleId);
        CorrectedSample corrected = corrected(key);
        String seen = corrected == null ? published(key) : corrected.getBatchId();
        if (batchId != null && !batchId.equals(seen)) {
            throw new IllegalArgumentException(
                    "sample " + key + " is in batch " + site + "/" + seen + ", expected " + site + "/" + batchId);
        }
        return new Found(site, sampleId, seen, standing(corrected), withdrawal(site, sampleId));
    }

    /** Publishes it, acknowledged, and on record. */
    public SampleWithdrawal withdraw(Found found, String reason, String by) {
        SampleWithdrawal withdrawal =
                new SampleWithdrawal(found.site(), found.batchId(), found.sampleId(), reason, by, clock.instant());
        String batch = Keys.of(found.site(), found.batchId());
        AuditFact fact = new AuditFact(
                        AuditKind.SAMPLE_WITHDRAWN, Keys.of(found.site(), found.sampleId()), by, withdrawal.getAt())
                .with("batch", batch)
                .with("standing", found.standing())
                .with("why", reason);
        new AuditTrail("withdrawals", endpoints.bootstrapServers(), endpoints.registry())
                .record(fact, transaction -> transaction.put(Topics.WITHDRAWAL, batch, withdrawal));
        return withdrawal;
    }

    private static Standing standing(@Nullable CorrectedSample corrected) {
        if (corrected == null) {
            return Standing.UNSEEN;
        }
        if (corrected.getCorrection().getMode() == CorrectionMode.REFERENCE) {
            return Standing.REFERENCE;
        }
        return corrected.getStage() == Stage.PROVISIONAL ? Standing.OPEN : Standing.CLOSED;
    }

    private @Nullable CorrectedSample corrected(String key) {
        AtomicReference<@Nullable CorrectedSample> last = new AtomicReference<>();
        endpoints.reader(Topics.CORRECTED).toEnd(read -> {
            if (read.key().equals(key) && read.value() != null) {
                last.set(read.value());
            }
        });
        return last.get();
    }

    private String published(String key) {
        AtomicReference<@Nullable ExpressionSample> first = new AtomicReference<>();
        endpoints.reader(Topics.RAW).skippingUndecodable().toEnd(read -> {
            if (read.key().equals(key)) {
                first.compareAndSet(null, read.value());
            }
        });
        return Optional.ofNullable(first.get())
                .map(ExpressionSample::getBatchId)
                .orElseThrow(() -> new IllegalArgumentException("no sample " + key
                        + " has been published; expected SITE/SAMPLE as `expressway predictions` shows it"));
    }

    private @Nullable SampleWithdrawal withdrawal(String site, String sampleId) {
        AtomicReference<@Nullable SampleWithdrawal> first = new AtomicReference<>();
        endpoints.reader(Topics.WITHDRAWAL).skippingUndecodable().toEnd(read -> {
            SampleWithdrawal seen = read.value();
            if (seen != null
                    && seen.getSite().equals(site)
                    && seen.getSampleId().equals(sampleId)) {
                first.compareAndSet(null, seen);
            }
        });
        return first.get();
    }
}
