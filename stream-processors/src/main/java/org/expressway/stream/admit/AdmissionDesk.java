package org.expressway.stream.admit;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.expressway.analysis.qc.JudgedSample;
import org.expressway.analysis.qc.QualityCheck;
import org.expressway.analysis.qc.QualityResult;
import org.expressway.analysis.qc.Sex;
import org.expressway.analysis.qc.Verdict;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.wire.DeadLetters;
import org.jspecify.annotations.Nullable;

/** Decides on one raw record: admitted, refused with a reason, or a repetition of what was admitted before. */
public final class AdmissionDesk {
    /** The reference that new samples are checked against. */
    public record Active(String referenceId, ReferenceProfile profile) {}

    /** Digests of what was admitted under a key before. */
    public record Before(String contentSha256, String valuesSha256) {}

    private final Decoding decoding;
    private final Active active;

    public AdmissionDesk(Decoding decoding, Active active) {
        this.decoding = decoding;
        this.active = active;
    }

    /**
     * @param before the sample admitted under this key, if any
     * @return the admission, or null for a repetition of the same content. One that says it was redriven goes on to its
     *     batch, which knows whether it turned the sample away
     */
    public @Nullable Admission decide(IncomingRecord record, @Nullable Before before, Instant now) {
        @Nullable ExpressionSample sample = null;
        try {
            sample = decoding.decode(record);
            Decoding.checkKey(record, sample);
            AdmittedSample admitted = check(record, sample, now);
            if (before != null && admitted.getContentSha256().equals(before.contentSha256())) {
                return DeadLetters.saysRedriven(record) ? admission(admitted, true) : null;
            }
            if (before != null) {
                throw conflict(admitted, before.contentSha256());
            }
            return admission(admitted, false);
        } catch (Refused refused) {
            return refusal(record, sample, refused, before, now);
        }
    }

    private static Admission admission(AdmittedSample admitted, boolean again) {
        return new Admission(batchKey(admitted.getSample()), admitted.getValuesSha256(), admitted, null, again);
    }

    private AdmittedSample check(IncomingRecord record, ExpressionSample sample, Instant now) throws Refused {
        return measured(record, sample, now, AdmissionDesk::refuseFailures);
    }

    /** What is thought of a sample's quality. */
    private interface Judge {
        void judge(List<QualityResult> quality) throws Refused;
    }

    /**
     * What a record that was admitted once is, whatever its quality is judged by this desk's reference.
     *
     * @throws IllegalArgumentException when it is none that could have been admitted
     */
    public AdmittedSample again(IncomingRecord record) {
        try {
            ExpressionSample sample = decoding.decode(record);
            Decoding.checkKey(record, sample);
            return measured(record, sample, Instant.EPOCH, quality -> {});
        } catch (Refused refused) {
            throw new IllegalArgumentException(refused.text(), refused);
        }
    }

    private AdmittedSample measured(IncomingRecord record, ExpressionSample sample, Instant now, Judge judge)
            throws Refused {
        checkReference(sample);
        ExpressionSample dense = Decoding.dense(sample, active.profile().genes());
        float[] values = SampleDigest.values(dense);
        SizedSample sized = new SizedSample(values, active.profile().normalizer());
        List<QualityResult> quality = QualityCheck.of(
                new JudgedSample(values, active.profile().unit().linear(), sized::normalized, sex(dense)),
                active.profile().limits());
        judge.judge(quality);
        double logSizeFactor = sized.logSizeFactor();
        if (Double.isNaN(logSizeFactor)) {
            throw new Refused(
                    "normalize",
                    RejectionReason.QUALITY,
                    "no size factor: normalisation "
                            + active.profile().normalizer().method().text() + " can use none of the sample's genes");
        }
        String valuesSha256 = SampleDigest.ofValues(values);
        return AdmittedSample.newBuilder()
                .setSample(dense)
                .setOrigin(record.getOrigin())
                .setPublishedAt(record.getTimestamp())
                .setAdmittedAt(now)
                .setContentSha256(SampleDigest.of(dense, valuesSha256))
                .setRecordSha256(SampleDigest.ofRecord(dense, valuesSha256))
                .setValuesSha256(valuesSha256)
                .setReferenceId(active.referenceId())
                .setLogSizeFactor(logSizeFactor)
                .setHeaders(record.getHeaders())
                .setOriginal(decoding.original(record, sample))
                .setQc(quality.stream().map(AdmissionDesk::verdict).toList())
                .build();
    }

    private void checkReference(ExpressionSample sample) throws Refused {
        String expected = active.profile().panelId();
        if (!sample.getPanelId().equals(expected)) {
            throw new Refused(
                    "reference",
                    RejectionReason.NO_REFERENCE,
                    "expected panel " + expected + " of the active reference, seen " + sample.getPanelId()
                            + "; publish with that panel, or build and activate a reference for this one");
        }
        checkUnit(sample.getUnit().name(), active.profile());
    }

    private static void checkUnit(String seen, ReferenceProfile profile) throws Refused {
        String expected = profile.unit().name();
        if (!seen.equals(expected)) {
            throw new Refused(
                    "normalize",
                    RejectionReason.UNIT_MISMATCH,
                    "expected " + expected + " as the reference has (normalisation "
                            + profile.normalizer().method().text() + "), seen " + seen + "; publish " + expected
                            + ", or build and activate a reference of " + seen + " samples");
        }
    }

    private static void refuseFailures(List<QualityResult> quality) throws Refused {
        if (QualityCheck.worst(quality) == Verdict.FAIL) {
            throw new Refused(
                    "quality",
                    RejectionReason.QUALITY,
                    quality.stream()
                            .filter(result -> result.verdict() == Verdict.FAIL)
                            .map(result -> result.check() + ": " + result.reason())
                            .collect(Collectors.joining("; ")));
        }
    }

    private static Refused conflict(AdmittedSample admitted, String before) {
        return new Refused(
                "identity",
                RejectionReason.CONFLICT,
                "content "
                        + admitted.getContentSha256() + " under a key that already holds " + before
                        + "; give the new sample another id");
    }

    /** A refused sample still goes to its batch, which may be waiting for it; one that cannot be trusted, nowhere else. */
    private static Admission refusal(
            IncomingRecord record,
            @Nullable ExpressionSample sample,
            Refused refused,
            @Nullable Before before,
            Instant now) {
        DeadLetters.Identity identity = sample == null
                ? DeadLetters.Identity.UNKNOWN
                : new DeadLetters.Identity(sample.getSite(), sample.getBatchId(), sample.getSampleId());
        DeadLetter letter = DeadLetters.of(
                record,
                new DeadLetters.Refusal("harmonize", refused.step(), refused.reason(), refused.text()),
                identity,
                now);
        boolean trusted =
                refused.reason() != RejectionReason.INVALID_FIELD && refused.reason() != RejectionReason.KEY_MISMATCH;
        String batch = sample != null && trusted ? batchKey(sample) : DeadLetters.id(record.getOrigin());
        return new Admission(batch, before == null ? null : before.valuesSha256(), null, letter, false);
    }

    private static Sex sex(ExpressionSample sample) {
        return switch (sample.getSex()) {
            case FEMALE -> Sex.FEMALE;
            case MALE -> Sex.MALE;
            case UNKNOWN -> Sex.UNKNOWN;
        };
    }

    private static String batchKey(ExpressionSample sample) {
        return Keys.of(sample.getSite(), sample.getBatchId());
    }

    static QualityVerdict verdict(QualityResult result) {
        return new QualityVerdict(
                result.check(),
                result.value(),
                result.threshold(),
                QualityOutcome.valueOf(result.verdict().name()),
                result.reason());
    }
}
