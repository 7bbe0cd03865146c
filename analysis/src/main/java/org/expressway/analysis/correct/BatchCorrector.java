package org.expressway.analysis.correct;

import java.util.List;
import org.expressway.analysis.guard.ClassMix;
import org.expressway.analysis.guard.Composition;
import org.expressway.analysis.guard.Guard;
import org.expressway.analysis.guard.LatentClasses;
import org.expressway.analysis.guard.Mix;
import org.expressway.analysis.guard.PairedDesign;
import org.expressway.analysis.guard.SubjectPairs;
import org.expressway.analysis.reference.CorrectionMethod;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a batch is corrected, and does it. Stream and file command both come through here, so that they agree bit for
 * bit.
 *
 * <pre>
 * switched off                                      UNCORRECTED
 * controls of a material that the reference knows   BRIDGED        whatever the guard says; its verdict weighs the study samples
 * fewer study samples than minBatchSize             UNCORRECTED
 * guard off, or no classes in the reference         SVA
 * guard: SAME_MIX, OTHER_MIX, UNIDENTIFIED          SVA, COVARIATE, CONFOUNDED
 * UNIDENTIFIED, and pairs of samples show both classes  SVA
 * UNIDENTIFIED, and declared to be as the reference SVA
 * </pre>
 */
public final class BatchCorrector {
    private final CorrectionBasis basis;

    public BatchCorrector(CorrectionBasis basis) {
        this.basis = basis;
    }

    /**
     * Fits a batch of which nothing is known but its samples.
     *
     * @param samplesInIdOrder as in {@link #fit(List, ClassMix)}
     */
    public BatchCorrection fit(List<? extends BatchSample> samplesInIdOrder) {
        return fit(samplesInIdOrder, ClassMix.UNKNOWN);
    }

    /**
     * Fits a batch. Values are asked for one sample at a time, in the order of the list, and not kept.
     *
     * @param samplesInIdOrder all that the batch holds, blanks and controls too; the same set gives the same bits
     * @param declared what the laboratory says of the mix of classes
     */
    public BatchCorrection fit(List<? extends BatchSample> samplesInIdOrder, ClassMix declared) {
        requireOrder(samplesInIdOrder);
        CorrectionSettings settings = basis.settings();
        SeenBatch batch = SeenBatch.of(basis, samplesInIdOrder);
        if (settings.method() == CorrectionMethod.NONE) {
            return unchanged(Mode.UNCORRECTED, "the reference switches correction off", batch, null);
        }
        boolean bridged = batch.controlSamples() > 0;
        if (!bridged && batch.study().samples() < settings.minBatchSize()) {
            return unchanged(Mode.UNCORRECTED, tooFew(batch), batch, null);
        }
        Composition composition = judged(batch, samplesInIdOrder, declared);
        if (bridged) {
            return bridged(batch, composition, samplesInIdOrder);
        }
        if (composition != null && composition.verdict() == Mix.UNIDENTIFIED) {
            return unchanged(Mode.CONFOUNDED, composition.reason(), batch, composition);
        }
        return combat(batch, composition, samplesInIdOrder);
    }

    /** The correction of one sample after the other. */
    public SampleCorrection ready(BatchCorrection correction) {
        if (!correction.corrects()) {
            return new Unchanged(basis.genes());
        }
        return Standpoint.of(basis, correction.composition()).correction(correction.fit());
    }

    /** Judged by the samples, by pairs of them where that leaves it open, by what was declared where that does too. */
    private @Nullable Composition judged(SeenBatch batch, List<? extends BatchSample> samples, ClassMix declared) {
        LatentClasses latent = basis.latent();
        if (latent == null || batch.latent().isEmpty()) {
            return null;
        }
        Composition alone = Guard.judge(latent, batch.latent());
        Composition judged = alone.identified() ? alone : PairedDesign.judge(latent, pairs(latent, samples), alone);
        return judged.declared(declared, latent.proportions());
    }

    private SubjectPairs pairs(LatentClasses latent, List<? extends BatchSample> samples) {
        return new PairedSamples(latent, basis.genes()).of(samples);
    }

    private BatchCorrection combat(
            SeenBatch batch, @Nullable Composition composition, List<? extends BatchSample> samples) {
        Standpoint standpoint = Standpoint.of(basis, composition);
        BatchFit fit = Combat.fit(
                standpoint.frame(),
                standpoint.residuals(batch, samples),
                basis.settings().adjustment());
        String what = standpoint.byClass()
                ? "ComBat with the classes of the samples as covariate, fitted to "
                : "ComBat against the reference, fitted to ";
        return new BatchCorrection(
                standpoint.byClass() ? Mode.COVARIATE : Mode.SVA,
                what + fit.samples() + " samples of the batch; " + mix(composition),
                batch.samples(),
                fit.samples(),
                0,
                fit,
                composition,
                Double.NaN);
    }

    private BatchCorrection bridged(
            SeenBatch batch, @Nullable Composition composition, List<? extends BatchSample> samples) {
        Standpoint standpoint = Standpoint.of(basis, composition);
        BridgedFit.Result result = BridgedFit.fit(
                basis,
                standpoint.frame(),
                standpoint.residuals(batch, samples),
                standpoint.mixError(),
                standpoint.bridge(batch),
                basis.settings().adjustment());
        int study = batch.study().samples();
        String reason = "bridged to the reference by " + batch.controlSamples()
                + (batch.controlSamples() == 1 ? " control of " : " controls of ")
                + String.join(", ", batch.controls().keySet()) + " and " + study + " study samples of the batch"
                + (study == 0 ? "" : "; " + mix(composition));
        return new BatchCorrection(
                Mode.BRIDGED,
                reason,
                batch.samples(),
                study,
                batch.controlSamples(),
                result.fit(),
                composition,
                result.omega2());
    }

    private BatchCorrection unchanged(Mode mode, String reason, SeenBatch batch, @Nullable Composition composition) {
        int study = batch.study().samples();
        BatchFit fit = BatchFit.nothing(study, basis.genes());
        return new BatchCorrection(
                mode, reason, batch.samples(), study, batch.controlSamples(), fit, composition, Double.NaN);
    }

    private String mix(@Nullable Composition composition) {
        if (composition != null) {
            return composition.reason();
        }
        return basis.settings().guard()
                ? "the reference names no classes whose mix could be judged"
                : "the guard is switched off";
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
