package org.expressway.analysis.correct;

import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;

/**
 * Decides how a batch is corrected, and does it. Stream and file command both come through here, so that they agree bit for
 * bit.
 *
 * <pre>
 * switched off                                   UNCORRECTED
 * controls of a material that the reference knows  BRIDGED
 * fewer study samples than minBatchSize          UNCORRECTED
 * otherwise                                      SVA
 * </pre>
 */
public final class BatchCorrector {
    private final CorrectionBasis basis;

    public BatchCorrector(CorrectionBasis basis) {
        this.basis = basis;
    }

    /**
     * Fits a batch. Values are asked for one sample at a time, in the order of the list, and not kept.
     *
     * @param samplesInIdOrder all that the batch holds, blanks and controls too; the same set gives the same bits
     */
    public BatchCorrection fit(List<? extends BatchSample> samplesInIdOrder) {
        requireOrder(samplesInIdOrder);
        CorrectionSettings settings = basis.settings();
        SeenBatch batch = SeenBatch.of(basis, samplesInIdOrder);
        if (settings.method() == CorrectionMethod.NONE) {
            return unchanged(Mode.UNCORRECTED, "the reference switches correction off", batch);
        }
        if (batch.controlSamples() > 0) {
            return bridged(batch);
        }
        if (batch.study().samples() < settings.minBatchSize()) {
            return unchanged(Mode.UNCORRECTED, tooFew(batch), batch);
        }
        return plain(batch);
    }

    /** The correction of one sample after the other. */
    public SampleCorrection ready(BatchCorrection correction) {
        return correction.corrects() ? new Correction(basis.moments(), correction.fit()) : new Unchanged(basis.genes());
    }

    private BatchCorrection plain(SeenBatch batch) {
        BatchFit fit = Combat.fit(
                Frame.of(basis.moments()),
                batch.study().about(basis.moments().means()),
                basis.settings().adjustment());
        String reason = "ComBat against the reference, fitted to " + fit.samples() + " samples of the batch";
        return new BatchCorrection(Mode.SVA, reason, batch.samples(), fit.samples(), 0, fit, Double.NaN);
    }

    private BatchCorrection bridged(SeenBatch batch) {
        Frame frame = Frame.of(basis.moments());
        double[] means = basis.moments().means();
        Bridge bridge = Bridge.of(basis, frame, batch.controls(), material -> means);
        BridgedFit.Result result = BridgedFit.fit(
                basis,
                frame,
                batch.study().about(means),
                new double[basis.genes()],
                bridge,
                basis.settings().adjustment());
        int study = batch.study().samples();
        String reason = "bridged to the reference by " + batch.controlSamples()
                + (batch.controlSamples() == 1 ? " control of " : " controls of ")
                + String.join(", ", batch.controls().keySet()) + " and " + study + " study samples of the batch";
        return new BatchCorrection(
                Mode.BRIDGED, reason, batch.samples(), study, batch.controlSamples(), result.fit(), result.omega2());
    }

    private BatchCorrection unchanged(Mode mode, String reason, SeenBatch batch) {
        int study = batch.study().samples();
        BatchFit fit = BatchFit.nothing(study, basis.genes());
        return new BatchCorrection(mode, reason, batch.samples(), study, batch.controlSamples(), fit, Double.NaN);
    }

    private String tooFew(SeenBatch batch) {
        String few = "fewer than " + basis.settings().minBatchSize() + " study samples in the batch";
        return batch.strangers() == 0
                ? few
                : few + ", and the reference knows the material of none of its " + batch.strangers() + " controls";
    }

    private static void requireOrder(List<? extends BatchSample> samples) {
        for (int i = 1; i < samples.size(); i++) {
            String before = samples.get(i - 1).id();
            String id = samples.get(i).id();
            if (before.compareTo(id) >= 0) {
                throw new IllegalArgumentException("the samples of the batch have " + id + " after " + before
                        + ", expected them in the order of their ids and each once");
            }
        }
    }
}
