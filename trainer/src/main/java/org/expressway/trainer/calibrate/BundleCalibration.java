package org.expressway.trainer.calibrate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.expressway.analysis.calibrate.InControl;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.StrangenessFormat;
import org.expressway.analysis.calibrate.Temperature;
import org.expressway.schemas.avro.ConformalThreshold;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.FloatVector;
import org.jspecify.annotations.Nullable;

/** A calibration as a bundle holds it. */
public final class BundleCalibration {
    private BundleCalibration() {}

    public static void write(Calibration calibration, List<String> classes, ModelBundle.Builder bundle) {
        List<ConformalThreshold> thresholds = new ArrayList<>();
        calibration.sets().forEach((stage, sets) -> thresholds.addAll(thresholds(stage, sets, classes)));
        float[] centroids = flat(calibration.centroids());
        bundle.setCalibrationSamples(calibration.samples())
                .setTemperature(calibration.temperature().value())
                .setProvisionalTemperature(calibration.provisionalTemperature().value())
                .setProvisionalEnergy(
                        inControl(calibration.provisionalStrangeness().map(Strangeness::energy)))
                .setProvisionalDistance(
                        inControl(calibration.provisionalStrangeness().map(Strangeness::distance)))
                .setConformalThresholds(thresholds)
                .setClassCentroids(FloatVector.of(centroids))
                .setStrangeness(calibration
                        .strangeness()
                        .map(strangeness -> ByteBuffer.wrap(StrangenessFormat.write(strangeness)))
                        .orElse(null));
    }

    /** What {@link #write} wrote; empty for a bundle of a version that did not calibrate. */
    public static Optional<Calibration> read(ModelBundle bundle) {
        Double temperature = bundle.getTemperature();
        if (temperature == null) {
            return Optional.empty();
        }
        List<String> classes = bundle.getClasses();
        Map<String, List<ConformalThreshold>> byStage = new TreeMap<>();
        bundle.getConformalThresholds()
                .forEach(threshold -> byStage.computeIfAbsent(threshold.getStage(), stage -> new ArrayList<>())
                        .add(threshold));
        Map<String, LeastAmbiguousSets> sets = new TreeMap<>();
        byStage.forEach((stage, thresholds) -> sets.put(stage, sets(thresholds, classes)));
        Double ofServed = bundle.getProvisionalTemperature();
        Optional<Strangeness> strangeness = strangeness(bundle.getStrangeness());
        return Optional.of(new Calibration(
                bundle.getCalibrationSamples(),
                new Temperature(temperature),
                new Temperature(ofServed == null ? temperature : ofServed),
                sets,
                strangeness,
                bundle.getProvisionalEnergy().isEmpty()
                        ? Optional.empty()
                        : strangeness.map(usual -> usual.usualAre(
                                numbers(bundle.getProvisionalEnergy()), numbers(bundle.getProvisionalDistance()))),
                rows(FloatVector.toArray(bundle.getClassCentroids()), classes.size())));
    }

    private static List<ConformalThreshold> thresholds(String stage, LeastAmbiguousSets sets, List<String> classes) {
        List<ConformalThreshold> thresholds = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            thresholds.add(ConformalThreshold.newBuilder()
                    .setStage(stage)
                    .setSubtype(classes.get(c))
                    .setAlpha(sets.alpha())
                    .setThreshold(sets.thresholds()[c])
                    .setOwn(sets.ownThreshold()[c])
                    .setSamples(sets.samples())
                    .build());
        }
        return thresholds;
    }

    private static LeastAmbiguousSets sets(List<ConformalThreshold> thresholds, List<String> classes) {
        double[] values = new double[classes.size()];
        boolean[] own = new boolean[classes.size()];
        if (thresholds.size() != classes.size()) {
            throw new IllegalArgumentException("%d conformal thresholds for %d classes; the bundle is damaged"
                    .formatted(thresholds.size(), classes.size()));
        }
        for (int c = 0; c < values.length; c++) {
            values[c] = thresholds.get(c).getThreshold();
            own[c] = thresholds.get(c).getOwn();
        }
        ConformalThreshold first = thresholds.get(0);
        return new LeastAmbiguousSets(first.getAlpha(), values, own, first.getSamples());
    }

    private static Optional<Strangeness> strangeness(@Nullable ByteBuffer stored) {
        if (stored == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[stored.remaining()];
        stored.duplicate().get(bytes);
        return Optional.of(StrangenessFormat.read(bytes));
    }

    private static List<Double> inControl(Optional<InControl> values) {
        return values.map(
                        control -> DoubleStream.of(control.ascending()).boxed().toList())
                .orElse(List.of());
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * (rows.length == 0 ? 0 : rows[0].length)];
        for (int c = 0; c < rows.length; c++) {
            System.arraycopy(rows[c], 0, flat, c * rows[c].length, rows[c].length);
        }
        return flat;
    }

    private static float[][] rows(float[] flat, int count) {
        int width = flat.length / count;
        float[][] rows = new float[count][width];
        for (int c = 0; c < count; c++) {
            System.arraycopy(flat, c * width, rows[c], 0, width);
        }
        return rows;
    }
}
