package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the conformal sets did.
 *
 * @param coverage share of samples whose class is in their set; 1 − alpha is wanted
 * @param coverageOfClass the same by class
 * @param meanSize classes a set
 * @param single share of sets of one class that are not atypical
 * @param atypical share of sets that would be empty
 */
public record ConformalFigures(
        double alpha,
        double coverage,
        Map<String, Double> coverageOfClass,
        double meanSize,
        double single,
        double atypical) {
    static ConformalFigures of(List<HeldOut> runs, int[] y, List<String> classes, double alpha) {
        double[] inside = new double[classes.size()];
        double[] n = new double[classes.size()];
        double size = 0;
        double single = 0;
        double atypical = 0;
        for (HeldOut run : runs) {
            for (int i : run.samples()) {
                n[y[i]]++;
                inside[y[i]] += run.sets()[i].contains(y[i]) ? 1 : 0;
                size += run.sets()[i].size();
                atypical += run.sets()[i].atypical() ? 1 : 0;
                single += run.sets()[i].size() == 1 && !run.sets()[i].atypical() ? 1 : 0;
            }
        }
        double all = Arrays.stream(n).sum();
        Map<String, Double> ofClass = new LinkedHashMap<>();
        for (int c = 0; c < n.length; c++) {
            ofClass.put(classes.get(c), n[c] == 0 ? Double.NaN : inside[c] / n[c]);
        }
        return new ConformalFigures(
                alpha, Arrays.stream(inside).sum() / all, ofClass, size / all, single / all, atypical / all);
    }

    /** Share of these samples of a run whose class is in their set. */
    static double coverage(HeldOut run, int[] samples, int[] y) {
        long inside =
                IntStream.of(samples).filter(i -> run.sets()[i].contains(y[i])).count();
        return (double) inside / samples.length;
    }
}
