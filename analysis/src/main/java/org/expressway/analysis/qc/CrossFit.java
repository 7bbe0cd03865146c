package org.expressway.analysis.qc;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Each sample measured with what was learned without its third of the cohort. The thirds are made of subjects, in the
 * order of their names, so that no subject stands on both sides: inside its own cohort a sample looks more typical than
 * the next one ever will (SCIENCE, drift: in-sample thresholds gave a false alarm nine times too often).
 */
final class CrossFit {
    private static final int FOLDS = 3;
    /** Below this many samples a third teaches nothing. */
    private static final int FEWEST = 12;

    private final List<double[]> samples;
    private final int[] folds;

    CrossFit(List<double[]> samples, List<String> subjects) {
        List<String> names = subjects.stream().distinct().sorted().toList();
        this.samples = samples;
        this.folds = subjects.stream()
                .mapToInt(subject -> names.indexOf(subject) % FOLDS)
                .toArray();
    }

    boolean possible() {
        return samples.size() >= FEWEST && IntStream.of(folds).distinct().count() == FOLDS;
    }

    /** The measure of every sample, fold after fold. */
    <T> DoubleStream measures(Function<List<double[]>, T> learn, Function<T, ToDoubleFunction<double[]>> measure) {
        return IntStream.range(0, FOLDS).boxed().flatMapToDouble(fold -> {
            T learned = learn.apply(inFold(fold, false));
            return inFold(fold, true).stream().mapToDouble(measure.apply(learned));
        });
    }

    private List<double[]> inFold(int fold, boolean inside) {
        return IntStream.range(0, folds.length)
                .filter(i -> (folds[i] == fold) == inside)
                .mapToObj(samples::get)
                .toList();
    }
}
