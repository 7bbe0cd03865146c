package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.StrangenessFormat;
import org.expressway.analysis.calibrate.Temperature;
import org.expressway.schemas.avro.ConformalThreshold;
import org.expressway.schemas.avro.ModelBundle;
import org.jspecify.annotations.Nullable;

/**
 * How a model's probabilities are read at one stage.
 *
 * @param sets empty where the bundle was not calibrated on such values
 * @param strangeness empty where too few samples were held out
 */
record StageCalibration(Temperature temperature, Optional<LeastAmbiguousSets> sets, Optional<Strangeness> strangeness) {
    /** Values of a batch that has closed, or came after. */
    static StageCalibration ofFinal(ModelBundle bundle) throws InvalidModel {
        return of(bundle, "FINAL", bundle.getTemperature(), strangeness(bundle));
    }

    /**
     * Values as first served, in the latent space of the others. What was learned on those would be too sure of these.
     *
     * @param ofFinal of the same bundle
     */
    static StageCalibration ofProvisional(ModelBundle bundle, StageCalibration ofFinal) throws InvalidModel {
        Double own = bundle.getProvisionalTemperature();
        try {
            Optional<Strangeness> strangeness = bundle.getProvisionalEnergy().isEmpty()
                    ? Optional.empty()
                    : ofFinal.strangeness()
                            .map(usual -> usual.usualAre(
                                    numbers(bundle.getProvisionalEnergy()), numbers(bundle.getProvisionalDistance())));
            return of(bundle, "PROVISIONAL", own == null ? bundle.getTemperature() : own, strangeness);
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("its calibration of first served values is damaged: " + e.getMessage(), e);
        }
    }

    private static StageCalibration of(
            ModelBundle bundle, String stage, @Nullable Double temperature, Optional<Strangeness> strangeness)
            throws InvalidModel {
        List<ConformalThreshold> thresholds = bundle.getConformalThresholds().stream()
                .filter(threshold -> threshold.getStage().equals(stage))
                .toList();
        boolean each =
                thresholds.stream().map(ConformalThreshold::getSubtype).toList().equals(bundle.getClasses());
        if (!thresholds.isEmpty() && !each) {
            throw new InvalidModel("expected a conformal threshold for each of " + bundle.getClasses() + " at stage "
                    + stage + ", seen " + thresholds.size());
        }
        try {
            return new StageCalibration(
                    temperature == null ? Temperature.NONE : new Temperature(temperature),
                    thresholds.isEmpty() ? Optional.empty() : Optional.of(sets(thresholds)),
                    strangeness);
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("its calibration is damaged: " + e.getMessage(), e);
        }
    }

    private static LeastAmbiguousSets sets(List<ConformalThreshold> thresholds) {
        double[] values = new double[thresholds.size()];
        boolean[] own = new boolean[values.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = thresholds.get(c).getThreshold();
            own[c] = thresholds.get(c).getOwn();
        }
        ConformalThreshold first = thresholds.get(0);
        return new LeastAmbiguousSets(first.getAlpha(), values, own, first.getSamples());
    }

    private static Optional<Strangeness> strangeness(ModelBundle bundle) throws InvalidModel {
        ByteBuffer stored = bundle.getStrangeness();
        if (stored == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[stored.remaining()];
        stored.duplicate().get(bytes);
        try {
            Strangeness strangeness = StrangenessFormat.read(bytes);
            int genes = strangeness.space().mean().length;
            if (genes != bundle.getImputation().size()) {
                throw new InvalidModel("its strangeness is of " + genes + " genes, expected the "
                        + bundle.getImputation().size() + " of the model");
            }
            return Optional.of(strangeness);
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("its strangeness is damaged: " + e.getMessage(), e);
        }
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
