package org.expressway.cli.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;

/** What figures and names of a case mean, in words. */
final class Words {
    private Words() {}

    /** How sure a probability is, in five steps. */
    static String certainty(Prediction prediction) {
        if (prediction.getRanked().isEmpty()) {
            return "no model has looked at it";
        }
        double p = prediction.getRanked().get(0).getProbability();
        return p >= .99
                ? "almost certain"
                : p >= .9 ? "very likely" : p >= .7 ? "likely" : p >= .5 ? "more likely than not" : "undecided";
    }

    static String call(Prediction prediction) {
        List<SubtypeProbability> ranked = prediction.getRanked();
        return ranked.isEmpty() ? "none" : ranked.get(0).getSubtype();
    }

    static String second(Prediction prediction) {
        List<SubtypeProbability> ranked = prediction.getRanked();
        return ranked.size() < 2 ? "none" : ranked.get(1).getSubtype();
    }

    static String stage(Stage stage) {
        return switch (stage) {
            case PROVISIONAL -> "PROVISIONAL: its batch was still open. Never reportable.";
            case FINAL -> "FINAL: made at the close of its batch.";
            case LATE -> "LATE: it came after its batch had closed, and was corrected with the batch's fit.";
            case UNKNOWN -> "of a stage that this version does not know";
        };
    }

    static String abstention(AbstentionReason reason) {
        return switch (reason) {
            case AMBIGUOUS -> "two or more subtypes are plausible";
            case QUALITY_FLAG -> "a quality check was not passed";
            case OUT_OF_DISTRIBUTION -> "the sample is unlike those that the model has learned from";
            case LOW_TUMOUR_FRACTION -> "too small a share of tumour cells";
            case CONFOUNDED -> "its batch cannot be told from its biology";
            case CORRECTION_UNCERTAIN -> "the batch correction is too uncertain";
            case NO_MODEL -> "there was no model for the sample's reference";
            default -> "for a reason that this version does not know";
        };
    }

    static String correction(CorrectionMode mode) {
        return switch (mode) {
            case REFERENCE -> "a member of the reference itself; uncorrected by definition";
            case SVA -> "ComBat against the reference";
            case BRIDGED -> "posterior from bridging controls";
            case COVARIATE -> "ComBat within classes";
            case UNCORRECTED -> "not corrected";
            case CONFOUNDED -> "not corrected: batch and biology cannot be told apart";
            case UNKNOWN -> "in a way that this version does not know";
        };
    }

    /** The conformal set; it holds the truth in a share of samples that the calibration fixed. */
    static String set(Prediction prediction) {
        List<String> set = prediction.getConformalSet();
        if (set == null) {
            return "not calibrated";
        }
        return set.isEmpty() ? "none: unlike every subtype (ATYPICAL)" : String.join(", ", set);
    }

    static String gene(Contribution contribution) {
        String symbol = contribution.getSymbol();
        return symbol == null ? contribution.getGene() : symbol;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value);
    }

    /** Four digits; what is no number as it is. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value != 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
