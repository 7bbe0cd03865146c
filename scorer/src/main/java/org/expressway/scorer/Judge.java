package org.expressway.scorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.PredictionSet;
import org.expressway.analysis.calibrate.StrangenessTails;
import org.expressway.analysis.propagate.CallDoubt;
import org.expressway.analysis.qc.Threshold;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.Specimen;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.FloatVector;
import org.jspecify.annotations.Nullable;

/** Reads a model's scores of a sample: certainty, doubt, and whether a call is given at all. */
final class Judge {
    private final CorrectionErrors errors;
    private final Caution caution;

    Judge(CorrectionErrors errors, Caution caution) {
        this.errors = errors;
        this.caution = caution;
    }

    Judgement judge(CorrectedSample sample, Model model, Model.Scores scores) {
        StageCalibration calibration = model.calibration(sample.getStage());
        double[] p = calibration.temperature().apply(scores.probabilities());
        PredictionSet set = calibration.sets().map(sets -> sets.set(p)).orElse(null);
        float[] values = FloatVector.toArray(sample.getValues());
        LatentSpace.Place place = scores.place();
        StrangenessTails tails = place == null
                ? null
                : calibration.strangeness().map(usual -> usual.tails(place)).orElse(null);
        CorrectionErrors.Known known = errors.of(sample);
        CallDoubt doubt = known.error() == null
                ? null
                : model.doubt(values, scores, p, calibration.temperature().value(), known.error());
        List<AbstentionReason> reasons = reasons(sample, set, tails, doubt, known.fault() != null);
        return new Judgement(
                p,
                set,
                calibration.sets().map(LeastAmbiguousSets::alpha).orElse(null),
                tails,
                doubt,
                reasons,
                settled(sample.getStage()) && set != null && reasons.isEmpty(),
                flags(sample, set, known.fault() != null));
    }

    /** Scores, reads the scores, and says it all in a record. */
    Prediction call(CorrectedSample sample, Model model, Origin origin, Instant now) {
        Model.Scores scores = model.score(FloatVector.toArray(sample.getValues()));
        return Predictions.of(sample, model, scores, judge(sample, model, scores), origin, now);
    }

    private static boolean settled(Stage stage) {
        return stage == Stage.FINAL || stage == Stage.LATE;
    }

    /**
     * All that speak against a call, in this order: what makes the material or its measurement questionable, then what the
     * model cannot know, then what it cannot decide.
     */
    private List<AbstentionReason> reasons(
            CorrectedSample sample,
            @Nullable PredictionSet set,
            @Nullable StrangenessTails tails,
            @Nullable CallDoubt doubt,
            boolean errorUnknown) {
        List<AbstentionReason> reasons = new ArrayList<>();
        if (sample.getQc().stream().anyMatch(verdict -> speaksAgainst(verdict, sample))) {
            reasons.add(AbstentionReason.QUALITY_FLAG);
        }
        if (tumourFraction(sample)
                .filter(share -> share < caution.minTumourFraction())
                .isPresent()) {
            reasons.add(AbstentionReason.LOW_TUMOUR_FRACTION);
        }
        if (sample.getCorrection().getMode() == CorrectionMode.CONFOUNDED) {
            reasons.add(AbstentionReason.CONFOUNDED);
        }
        if (errorUnknown || doubt != null && doubt.change() > caution.callChange()) {
            reasons.add(AbstentionReason.CORRECTION_UNCERTAIN);
        }
        if (tails != null && tails.beyond(caution.strangeTail())) {
            reasons.add(AbstentionReason.OUT_OF_DISTRIBUTION);
        }
        if (set != null && set.size() > 1) {
            reasons.add(AbstentionReason.AMBIGUOUS);
        }
        return reasons;
    }

    /**
     * How far a sample lies from the reference was measured before its batch was corrected, and every sample of a new laboratory lies
     * far from it then. Where the batch was corrected the strangeness of the corrected values is asked instead.
     */
    private static boolean speaksAgainst(QualityVerdict verdict, CorrectedSample sample) {
        return verdict.getOutcome() != QualityOutcome.PASS
                && !(CorrectionErrors.corrected(sample) && Threshold.seesTheBatch(verdict.getCheck()));
    }

    private static Optional<Double> tumourFraction(CorrectedSample sample) {
        Specimen specimen = sample.getSpecimen();
        return Optional.ofNullable(specimen == null ? null : specimen.getTumourFraction());
    }

    private static List<String> flags(CorrectedSample sample, @Nullable PredictionSet set, boolean errorUnknown) {
        List<String> flags = Predictions.flags(sample);
        if (tumourFraction(sample).isEmpty()) {
            flags.add("tumour fraction: not stated");
        }
        if (set == null) {
            flags.add("calibration: the model has none for " + sample.getStage() + " values");
        } else if (set.atypical()) {
            flags.add("atypical: no subtype was likely enough for the conformal set");
        }
        if (errorUnknown) {
            flags.add("correction: its error is not known; the scorer's log says why");
        }
        return flags;
    }
}
